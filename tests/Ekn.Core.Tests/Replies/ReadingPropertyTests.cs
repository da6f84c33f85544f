using System.Text;
using Ekn.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Replies;

/// <summary>What holds for every text, of people and of noise.</summary>
public sealed class ReadingPropertyTests
{
    private static readonly string[] Words =
    [
        .. "A1 A B2 c1 a 1 2 + , . ? ! och men ja nej inte kan kanske om reserv tis tisdag ons fredag kväll natt morgon imorgon båda alla hela från till 22 1/12 den sjuk avboka tack hej 👍 ok förlåt var när längre än stanna min son utom eller - / ; mån-ons A1-3 : kl ej bara ikväll i alla onsdagar varje fredag tisdagar längre slutar every Wednesdays".Split(
            ' '
        ),
    ];

    private static readonly string[] Contexts = ["AB", "A1", "booked"];

    private static readonly Gen<string> WordSoup = Gen.Elements(Words)
        .ArrayOf()
        .Select(words => string.Join(' ', words));

    private static readonly Gen<string> Noise = Gen.Choose(0, 0xFFFF)
        .Select(code => (char)code)
        .ArrayOf()
        .Select(characters => new string(characters));

    private static readonly Gen<string> AnyText = Gen.OneOf(WordSoup, Noise, Gen.Elements(Known));

    private static readonly Gen<string> AnyContext = Gen.Elements(Contexts);

    private static readonly string[] Courtesies =
    [
        "tack",
        "Tack så mycket",
        "hej",
        "kram",
        "👍",
        "❤️",
        "God jul",
        "ha det bra",
        "thanks",
        "toppen",
        "hej alla",
        "gott nytt år",
        "!",
        "...",
        "vi ses",
    ];

    /// <summary>Sure readings of many kinds.</summary>
    private static string[] Known =>
        [
            "A1",
            "A1 B2",
            "A1+2",
            "Nej",
            "nej tyvärr",
            "Kan inte",
            "kan ta tis kväll",
            "tisdag natt o onsdag kväll",
            "kväll båda dagarna",
            "Hela tisdagsnatten",
            "imorgon kväll",
            "inte imorgon men ons kväll",
            "ja kväll tis men först från 22",
            "1/12 morgon",
            "den 2 natt",
            "fredag kväll",
            "reserv tisdag natt",
            "Jag kan tis natt om ingen annan kan",
            "Tack!",
            "Kram på er",
            "STOPP",
            "stopp tack",
            "Återstarta",
            "kan inte stoppa längre än till 24 tis kväll",
            "Var är det",
            "I can do Tuesday evening",
            "B3 men måste gå 07",
            "c1",
            "måste tyvärr avboka, sjuk",
            "lör kväll",
            "sön natt",
            "mån kväll",
            "alla onsdagar kväll",
            "varje fredag natt",
            "inte onsdagar längre",
        ];

    [Fact]
    public void No_text_throws_and_every_text_has_a_reading() =>
        Check(
            Gen.Zip(AnyText, AnyContext),
            pair =>
            {
                var reading = VolunteerReplyReader.Read(pair.Item1, Named(pair.Item2));
                return reading == VolunteerReplyReader.Read(pair.Item1, Named(pair.Item2)) || Same(reading, pair);
            }
        );

    [Fact]
    public void A_reading_only_speaks_of_what_was_offered_or_booked() =>
        Check(
            Gen.Zip(AnyText, AnyContext),
            pair =>
            {
                var context = Named(pair.Item2);
                var reading = VolunteerReplyReader.Read(pair.Item1, context);
                var offered = context.Offers.SelectMany(offer =>
                    offer.Shifts.Select(shift => new Choice(offer.Night, shift))
                );
                var known = reading.Intent == Intent.Withdraw ? context.Booked : offered;
                return reading.Choices.All(known.Contains)
                    && reading.Choices.Distinct().Count() == reading.Choices.Count
                    && reading.Declined.All(night => context.Offers.Any(offer => offer.Night == night))
                    && !reading.Choices.Any(choice =>
                        reading.Declined.Contains(choice.Night) && reading.Intent == Intent.Signup
                    );
            }
        );

    [Fact]
    public void Only_a_signup_a_reserve_or_a_withdrawal_carries_choices() =>
        Check(
            Gen.Zip(AnyText, AnyContext),
            pair =>
            {
                var reading = VolunteerReplyReader.Read(pair.Item1, Named(pair.Item2));
                var carries = reading.Intent is Intent.Signup or Intent.Reserve or Intent.Withdraw;
                var takesWeekday = reading.Intent == Intent.Signup && reading.Standing.Count > 0;
                return carries == (reading.Choices.Count > 0 || takesWeekday)
                    && (reading.Intent != Intent.Unclear || !reading.IsSure);
            }
        );

    [Fact]
    public void A_night_is_never_both_kept_and_declined() =>
        Check(
            AnyText,
            text =>
            {
                var reading = VolunteerReplyReader.Read(text, Asked.AB.Booked("A1"));
                return !reading.IsSure
                    || !reading.Declined.Contains(Asked.Tuesday)
                    || reading.Intent == Intent.Withdraw;
            }
        );

    [Fact]
    public void A_courtesy_changes_no_booking() =>
        Check(
            Gen.Zip(Gen.Elements(Courtesies).NonEmptyListOf().Resize(20), AnyContext),
            pair => VolunteerReplyReader.Read(string.Join(", ", pair.Item1), Named(pair.Item2)).Intent == Intent.Nothing
        );

    [Fact]
    public void Only_a_reading_that_is_sure_and_acts_carries_what_would_change_a_booking() =>
        Check(
            Gen.Zip(AnyText, AnyContext),
            pair =>
            {
                var reading = VolunteerReplyReader.Read(pair.Item1, Named(pair.Item2));
                return reading.Intent is not (Intent.Nothing or Intent.Question or Intent.Stop or Intent.Start)
                    || reading is { Choices.Count: 0, Declined.Count: 0, DeclinedShifts.Count: 0, Standing.Count: 0 };
            }
        );

    [Fact]
    public void Noise_books_nothing() =>
        Check(
            Gen.Zip(Noise.Where(text => !text.Any(IsLatinLetterOrAnyDigit)), AnyContext),
            pair => VolunteerReplyReader.Read(pair.Item1, Named(pair.Item2)) is { Choices.Count: 0, Declined.Count: 0 }
        );

    [Fact]
    public void Case_spaces_marks_emoji_and_lost_dots_change_no_sure_reading()
    {
        string[] endings = ["", ".", "!!", " 🙏", "…", " :)", "!", "\n", " ❤️‍🔥 ", "\t", ".."];
        var disguises = Gen.Zip(Gen.Choose(0, 9), Gen.Elements(endings));
        Check(
            Gen.Zip(Gen.Zip(Gen.Elements(Known), AnyContext), disguises),
            parts =>
            {
                var ((text, context), (how, ending)) = parts;
                var disguised = Disguised(text, how) + ending;
                return Meaning(text, Named(context)) == Meaning(disguised, Named(context));
            }
        );
    }

    [Fact]
    public void A_word_soup_that_is_sure_stays_the_same_in_disguise() =>
        Check(
            Gen.Zip(Gen.Zip(WordSoup, AnyContext), Gen.Choose(0, 4)),
            parts =>
            {
                var ((text, context), how) = parts;
                return Meaning(text, Named(context)) == Meaning(Disguised(text, how), Named(context));
            }
        );

    [Theory]
    [InlineData("A1 ")]
    [InlineData("inte ")]
    [InlineData("a")]
    [InlineData("?")]
    [InlineData("a?")]
    [InlineData("1,")]
    [InlineData(" ")]
    [InlineData("den 1 och ")]
    public void A_very_long_text_is_read_in_no_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));

        var took = WorkTime.Of(() => VolunteerReplyReader.Read(text, Asked.AB));

        Assert.True(took < TimeSpan.FromSeconds(2), $"took {took}");
    }

    /// <summary>A digit of any script is a digit: "႑" answers where only one night is on offer, and "Ａ" and "à" are an A.</summary>
    private static bool IsLatinLetterOrAnyDigit(char character) =>
        char.IsAsciiLetter(character)
        || char.IsDigit(character)
        || character is >= '\u00C0' and <= '\u024F' or >= '\uFF01' and <= '\uFF5E';

    private static bool Same(Reading reading, (string Text, string Context) pair) =>
        reading.InOneLine() == VolunteerReplyReader.Read(pair.Text, Named(pair.Context)).InOneLine();

    private static string Meaning(string text, ReplyContext context) =>
        (VolunteerReplyReader.Read(text, context) with { Remark = null, Unoffered = [] }).InOneLine();

    private static string Disguised(string text, int how) =>
        how switch
        {
            0 => text.ToUpperInvariant(),
            1 => text.ToLowerInvariant(),
            2 => text.Replace(" ", "   ") + "  ",
            3 => "👍 " + text.Replace(" ", " 🎄 "),
            4 => WithoutDots(text),
            5 => string.Concat(text.Select((letter, at) => at % 2 == 0 ? char.ToUpperInvariant(letter) : letter)),
            6 => "\n " + text.Replace(" ", "\u00A0"),
            7 => "¡" + text.Replace(" ", " \t"),
            8 => "(" + text + ")",
            _ => text.Replace("ä", "a\u0308").Replace("ö", "o\u0308").Replace("å", "a\u030A"),
        };

    private static string WithoutDots(string text) =>
        new StringBuilder(text)
            .Replace('å', 'a')
            .Replace('ä', 'a')
            .Replace('ö', 'o')
            .Replace('Å', 'A')
            .Replace('Ä', 'A')
            .Replace('Ö', 'O')
            .ToString();

    private static ReplyContext Named(string context) =>
        context switch
        {
            "A1" => Asked.OnlyA1,
            "booked" => Asked.AB.Booked("A1"),
            _ => Asked.AB,
        };

    private static void Check<T>(Gen<T> texts, Func<T, bool> holds) =>
        Prop.ForAll(texts.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
