using System.Text.RegularExpressions;
using Ekn.Core.Alerts;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Shifts;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Texts;

/// <summary>The texts in config/texts as they ship: whole, short enough, and everything that the code asks for.</summary>
public sealed partial class ShippedTextsTests
{
    private static readonly HomeFolder Home = new(Repository.Root);
    private static readonly MessageTexts Texts = MessageTexts.Load(Home);

    public static TheoryData<string, string> Purposes()
    {
        var data = new TheoryData<string, string>();
        foreach (var purpose in SampleFacts.ByPurpose(Texts).Keys)
        {
            data.Add("sv", purpose);
            data.Add("en", purpose);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Every_part_of_a_letter_is_filled_by_the_facts_it_is_given(string language, string purpose)
    {
        var wording = Wording(language);
        Assert.True(Texts.Has($"{purpose}.sms"), $"{purpose} has no text message");
        foreach (var facts in SampleFacts.ByPurpose(Texts)[purpose])
        {
            var given = facts(wording).With("name", SampleFacts.Name);
            foreach (var part in new[] { "sms", "subject", "email" }.Where(part => Texts.Has($"{purpose}.{part}")))
            {
                var text = Texts.Render(language, $"{purpose}.{part}", given);
                Assert.DoesNotContain('{', text);
                Assert.Equal(text.Trim(), text);
                Assert.DoesNotMatch(@"\.\.(?!\.)|\?\.|!\.|  |, ,", text);
            }
        }
    }

    /// <summary>Guests, not cases; extra places, not overflow.</summary>
    [Theory]
    [InlineData("sv")]
    [InlineData("en")]
    public void Guests_are_spoken_of_as_guests(string language)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "config", "texts", language)))
        {
            Assert.DoesNotMatch(CasesNotGuests(), File.ReadAllText(file));
        }
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_text_message_stays_in_GSM_7_and_two_segments(string language, string purpose)
    {
        foreach (var facts in SampleFacts.ByPurpose(Texts)[purpose])
        {
            var text = Texts.Render(
                language,
                $"{purpose}.sms",
                facts(Wording(language)).With("name", SampleFacts.Name)
            );
            var segments = SmsSegments.Of(text);
            Assert.True(segments.Encoding == SmsEncoding.Gsm7, $"{string.Join(' ', segments.OutsideGsm7)} in: {text}");
            Assert.True(segments.Segments <= 2, $"{segments.Units} of 306 units: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_text_message_of_an_exercise_stays_in_GSM_7_and_two_segments_too(string language, string purpose)
    {
        if (purpose.StartsWith("proposal-", StringComparison.Ordinal))
        {
            // The question of a decision is always real and never marked.
            return;
        }
        foreach (var facts in SampleFacts.ByPurpose(Texts)[purpose])
        {
            var text = Texts.Render(
                language,
                $"{purpose}.sms",
                facts(Wording(language)).With("name", SampleFacts.Name)
            );
            var marked = Texts.Render(language, "practice.marked", Facts.None.With("text", text));
            Assert.StartsWith(language == "sv" ? "ÖVNING: " : "EXERCISE: ", marked);
            var segments = SmsSegments.Of(marked);
            Assert.True(
                segments.Encoding == SmsEncoding.Gsm7,
                $"{string.Join(' ', segments.OutsideGsm7)} in: {marked}"
            );
            Assert.True(segments.Segments <= 2, $"{segments.Units} of 306 units: {marked}");
        }
    }

    [Fact]
    public void Texts_that_others_are_put_together_from_are_filled_too()
    {
        foreach (var language in Texts.Languages)
        {
            var facts = SampleFacts.OfFragment(Wording(language));
            var fragments = Texts.Keys(language).Where(key => !SampleFacts.IsLetter(key) && !key.StartsWith("page."));
            Assert.All(fragments, key => Assert.NotEmpty(Texts.Render(language, key, facts)));
        }
    }

    [Fact]
    public void Every_letter_in_the_files_is_one_that_the_service_writes()
    {
        var known = SampleFacts.ByPurpose(Texts).Keys;
        var written = Texts.Keys("sv").Where(SampleFacts.IsLetter).Select(key => key[..key.LastIndexOf('.')]);
        Assert.Empty(written.Distinct().Except(known));
    }

    [Fact]
    public void Every_purpose_that_the_code_names_has_its_text_message()
    {
        var sources = Sources();
        var named = sources
            .SelectMany(source => NewLetter().Matches(source).Concat(Replied().Matches(source)))
            .Select(match => match.Groups["purpose"].Value)
            .Distinct()
            .ToList();

        Assert.True(named.Count > 20, "The patterns find too few purposes: has the code changed its form?");
        Assert.All(named, purpose => Assert.True(Texts.Has($"{purpose}.sms"), purpose));
        // And those that are chosen between, in kebab words as no other literal of these folders is.
        var literals = sources
            .SelectMany(source => Kebab().Matches(source))
            .Select(match => match.Groups["word"].Value);
        Assert.DoesNotContain(literals.Except(NoPurposes), word => !Texts.Has($"{word}.sms"));
    }

    [Fact]
    public void Every_purpose_of_a_letter_stands_in_the_code()
    {
        var code = string.Concat(Sources());
        Assert.All(
            SampleFacts.ByPurpose(Texts).Keys.Where(purpose => purpose is not ("decision-open" or "decision-closed")),
            purpose => Assert.Contains($"\"{purpose}\"", code)
        );
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Whatever_is_rendered_by_its_name_has_a_text(string language)
    {
        IEnumerable<string> keys =
        [
            .. Enum.GetValues<OpeningReason>().Select(reason => $"reason.{WireName.Of(reason)}"),
            .. Enum.GetValues<WeatherProblemKind>().Select(problem => $"problem.{WireName.Of(problem)}"),
            .. Enum.GetValues<AlertKind>()
                .Select(kind => $"alert.{char.ToLowerInvariant($"{kind}"[0])}{$"{kind}"[1..]}"),
            .. Enum.GetValues<ShiftKind>().Select(kind => $"shift.{kind.ToString().ToLowerInvariant()}"),
            .. Enum.GetValues<DayOfWeek>().Select(day => $"day.{day.ToString().ToLowerInvariant()}"),
            .. Enum.GetValues<Outcome>().Select(outcome => $"proposal-{WireName.Of(outcome)}.sms"),
            .. new[] { Outcome.Open, Outcome.Closed }.Select(outcome => $"state.{WireName.Of(outcome)}"),
            .. new[] { Outcome.Open, Outcome.Closed }.Select(outcome => $"no-answer.{WireName.Of(outcome)}"),
            .. new[] { Outcome.Open, Outcome.Closed }.Select(outcome => $"decision-{WireName.Of(outcome)}.sms"),
            .. new[]
            {
                AskReason.SuitingWeekday,
                AskReason.SuitingShift,
                AskReason.Language,
                AskReason.NeverAsked,
                AskReason.SeldomAsked(2),
                AskReason.Rested(2),
                AskReason.ShortOfPeople,
                AskReason.ByCoordinator,
            }.Select(reason => $"asked-because.{reason.Kind}"),
            "reason.by-hand",
            "who.automatic",
            "who.rule",
            "state.undecided",
            "no-answer.stays-open",
            "no-answer.held",
            "no-answer.asked-again",
        ];

        Assert.Empty(keys.Except(Texts.Keys(language)));
    }

    [Theory]
    [InlineData("sv", 0, "0 nätter")]
    [InlineData("sv", 1, "1 natt")]
    [InlineData("sv", 2, "2 nätter")]
    [InlineData("sv", 11, "11 nätter")]
    [InlineData("en", 1, "1 night")]
    [InlineData("en", 21, "21 nights")]
    public void A_number_takes_the_word_that_goes_with_it(string language, int count, string text) =>
        Assert.Equal(text, Texts.Render(language, "page.load.nights", Facts.None.With("count", count)));

    [Theory]
    [InlineData("sv")]
    [InlineData("en")]
    public void No_brace_stands_outside_a_placeholder(string language) =>
        Assert.All(Raw(language).Values, text => Assert.DoesNotMatch("[{}]", Placeholder().Replace(text, "")));

    [Fact]
    public void Both_languages_ask_for_the_same_facts()
    {
        Assert.Equal(Texts.Keys("sv").Order(), Texts.Keys("en").Order());
        var swedish = Raw("sv");
        var english = Raw("en");
        Assert.All(
            swedish.Keys,
            key => Assert.Equal((key, Placeholders(swedish[key])), (key, Placeholders(english[key])))
        );
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Nobody_is_told_to_answer_with_a_word_that_a_provider_takes_for_itself(string language) =>
        Assert.All(
            Texts.Keys(language).Where(key => key.EndsWith(".sms")),
            key => Assert.DoesNotMatch(@"\b(YES|CANCEL|END|QUIT)\b", Raw(language)[key])
        );

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_text_speaks_of_tonight_because_phones_are_off_for_hours(string language) =>
        Assert.All(
            Texts.Keys(language).Where(SampleFacts.IsLetter),
            key => Assert.DoesNotMatch(@"(?i)\b(tonight|i natt|ikväll|i kväll|tomorrow|imorgon)\b", Raw(language)[key])
        );

    [Theory]
    [InlineData("booked-early.sms")]
    [InlineData("call-volunteer.sms")]
    [InlineData("early-notice.sms")]
    [InlineData("full-waiting.sms")]
    [InlineData("on-reserve.sms")]
    [InlineData("place-free.sms")]
    public void Who_is_not_booked_is_told_so(string key) =>
        Assert.Matches("INTE bokad|OM det blir öppet", Raw("sv")[key]);

    [Fact]
    public void A_fact_that_nobody_gives_is_an_error_that_names_the_text_and_the_fact()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Texts.Render("sv", "night-off.sms", Facts.None));
        Assert.Equal(
            "The text 'night-off.sms' in config/texts/sv asks for {night}, which is not given to it.",
            error.Message
        );
    }

    [Fact]
    public void A_fact_is_put_in_as_it_is_even_when_it_looks_like_a_placeholder() =>
        Assert.Equal(
            "{night} mot {morning}",
            Texts.Render("sv", "night", Facts.None.With("evening", "{night}").With("morning", "{morning}"))
        );

    public static TheoryData<string> Languages() => [.. Texts.Languages];

    // Literals in kebab words that are something else: rounds, readings, kinds of answers.
    private static readonly string[] NoPurposes =
    [
        "follow-up",
        "no-answer",
        "not-offered",
        "count-no-night",
        "strong-cooling",
        "too-late",
        "no-room",
        "no-shift",
        "contact-ok",
        "contact-round",
        "spoken-with",
        "bad-address",
        "asked-who",
        "standing-example",
        "call-dates-night",
        "never-asked",
        "seldom-asked",
        "short-of-people",
        "by-coordinator",
    ];

    private static Wording Wording(string language) => new(Texts, Stockholm.Time, language);

    private static List<string> Sources() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "src", "Ekn.Core"), "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    new[] { "Access", "Nights", "Jobs", "Alerts", "Rota", "Printouts", "Readiness" }.Any(folder =>
                        file.Contains($"/Ekn.Core/{folder}/", StringComparison.Ordinal)
                    ) || file.EndsWith("/OutgoingMessage.cs", StringComparison.Ordinal)
                )
                .Select(File.ReadAllText),
        ];

    private static Dictionary<string, string> Raw(string language) =>
        Texts
            .Keys(language)
            .ToDictionary(
                key => key,
                key => Texts.Render(language, key, Unfilled(language, key)),
                StringComparer.Ordinal
            );

    // Each placeholder stands for itself.
    private static Facts Unfilled(string language, string key)
    {
        var facts = Facts.None;
        while (true)
        {
            try
            {
                Texts.Render(language, key, facts);
                return facts;
            }
            catch (KeyNotFoundException error)
            {
                var name = Placeholder().Match(error.Message).Groups["name"].Value;
                facts = facts.With(name, $"{{{name}}}");
            }
        }
    }

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Groups["name"].Value).Distinct().Order());

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)(:[^{}|]+\|[^{}|]+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(
        @"\b(klient\w*|brukare\w*|patient(er|en)?|ärenden?|de hemlösa|clients?|patients|overflow|the homeless)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex CasesNotGuests();

    [GeneratedRegex("""new Letter\(\s*"(?<purpose>[a-z-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NewLetter();

    [GeneratedRegex("""ToAsync\(\s*session,\s*text,[^";]*"(?<purpose>[a-z-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Replied();

    [GeneratedRegex("""(?<![\w$])"(?<word>[a-z]+(-[a-z]+)+)""" + "\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kebab();
}
