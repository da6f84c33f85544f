using System.Text.RegularExpressions;
using Ekn.Core;
using Ekn.Core.Decisions;
using Ekn.Core.Texts;
using Ekn.Testing;

namespace Ekn.Architecture.Tests;

/// <summary>
/// What users read comes from the text files. A note is the only thing that alerts, rounds and failures can say, and it
/// is the name of a text; these guards see to it that the text is there and gets the facts that it asks for.
/// </summary>
public sealed partial class NotesTests
{
    private static readonly MessageTexts Texts = MessageTexts.Load(new HomeFolder(Repository.Root));
    private static readonly IReadOnlyList<SourceFile> Sources = SourceFile.CSharpUnder("src");

    [Fact]
    public void Every_note_names_a_text_and_gives_it_the_facts_that_it_asks_for()
    {
        var made = Sources.SelectMany(file => MadeIn(file.Code)).ToList();

        Assert.True(made.Count > 70, "The pattern finds too few notes: has the code changed its form?");
        Assert.Empty(made.SelectMany(WrongWith).Distinct());
    }

    [Fact]
    public void Every_text_of_a_note_is_used()
    {
        var code = string.Concat(Sources.Select(file => file.Code));
        var ofNotes = Texts.Keys("sv").Where(key => Rooms.Any(room => key.StartsWith(room, StringComparison.Ordinal)));

        Assert.DoesNotContain(
            ofNotes.Except(Chosen.SelectMany(one => one.Value)),
            key => !code.Contains($"\"{key}\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_note_that_chooses_its_text_chooses_among_those_that_are_there()
    {
        var choosing = Sources.SelectMany(file => Choosing().Matches(file.Code)).Select(match => match.Value);

        Assert.Equal(Chosen.Keys.Order(), choosing.Order());
        Assert.All(Chosen.SelectMany(one => one.Value), key => Assert.True(Texts.Has(key), key));
    }

    [Fact]
    public void No_words_of_a_note_are_a_sentence() =>
        Assert.Empty(
            from file in Sources
            from Match words in Words().Matches(file.Code)
            where Sentence().IsMatch(Hole().Replace(words.Groups["words"].Value, "0"))
            select $"{file.Path}: {words.Value}"
        );

    [Theory]
    [InlineData("""Note.Of("round.not-open")""", "round.not-open asks for {night}")]
    [InlineData("""Note.Of("round.not-open").With("night", Note.Of("round.nothing-to-close"))""", null)]
    [InlineData("""Note.Of("round.copied").With("size", Of("size", (3)))""", "round.copied asks for {file}")]
    [InlineData("""Note.Of("round.nowhere")""", "round.nowhere is no text")]
    [InlineData("""Note.Of("it did not work")""", "it did not work is no text")]
    public void The_guard_sees_what_it_is_there_for(string code, string? wrong) =>
        Assert.Equal(wrong, MadeIn(code).SelectMany(WrongWith).Distinct().SingleOrDefault());

    private static readonly string[] Rooms = ["round.", "trouble.", "why.", "recipient."];

    // How the code begins to name such a note, and what comes of it.
    private static readonly Dictionary<string, string[]> Chosen = new()
    {
        ["""Note.Of($"round.judged-{WireName.Of(outcome)}")"""] =
        [
            .. Enum.GetValues<Outcome>().Select(outcome => $"round.judged-{WireName.Of(outcome)}"),
        ],
        ["""Note.Of($"page.messages.channel-{ChannelSubject(Channel)}")"""] =
        [
            "page.messages.channel-sms",
            "page.messages.channel-email",
        ],
        // That each round has a name is held by StatusPageTests.
        ["""Note.Of($"page.status.job.{job}")"""] = ["page.status.job.noon"],
        // With another text where there is none of that name.
        ["Note.Of($\"page.purpose.{Purpose}\""] = ["page.purpose.other"],
        ["Note.Of($\"recipient.{role}\""] =
        [
            "recipient.volunteer",
            "recipient.premises",
            "recipient.hired",
            "recipient.coordinator",
            "recipient.sitelead",
            "recipient.city",
            "recipient.other",
        ],
    };

    private static IEnumerable<string> WrongWith((string Key, IReadOnlyCollection<string> Facts) note)
    {
        if (!Texts.Has(note.Key))
        {
            return [$"{note.Key} is no text"];
        }
        var facts = note.Facts.Aggregate(Facts.None, (all, name) => all.With(name, "-"));
        return Texts
            .Languages.Select(language => Missing(language, note.Key, facts))
            .OfType<string>()
            .Select(missing => $"{note.Key} asks for {missing}");
    }

    private static string? Missing(string language, string key, Facts facts)
    {
        try
        {
            Texts.Render(language, key, facts);
            return null;
        }
        catch (KeyNotFoundException error)
        {
            return Placeholder().Match(error.Message).Value;
        }
    }

    /// <summary>The notes that are made in a piece of code, each with the names of the facts that follow it.</summary>
    private static IEnumerable<(string Key, IReadOnlyCollection<string> Facts)> MadeIn(string code)
    {
        foreach (Match made in Made().Matches(code))
        {
            var facts = new List<string>();
            var at = made.Index + made.Length;
            while (Given().Match(code, at) is { Success: true } given)
            {
                facts.Add(given.Groups["fact"].Value);
                at = EndOf(code, given.Index + given.Length);
            }
            yield return (made.Groups["key"].Value, facts);
        }
    }

    /// <summary>Where the parenthesis ends that is open at an index.</summary>
    private static int EndOf(string code, int at)
    {
        var open = 1;
        while (open > 0)
        {
            open += code[at++] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
        }
        return at;
    }

    [GeneratedRegex("""Note\s*\.Of\(\s*"(?<key>[^"]+)"(,[^)]*)?\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();

    [GeneratedRegex("""Note\s*\.Of\((?!\s*")[^"\n]*("[^"\n]*"\)?)?""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Choosing();

    [GeneratedRegex("""\G\s*\.With\(\s*"(?<fact>\w+)"(?=,)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Given();

    [GeneratedRegex("""Note\s*\.Words\(\s*\$?"(?<words>[^"]*)"\s*\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();

    [GeneratedRegex(@"\p{L}+ +\p{L}+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{[a-zA-Z]+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
