using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Replies;

/// <summary>Codes in use: A and B. A reading in one line is intent, code, remark in quotes, problem in brackets.</summary>
public sealed class CoordinatorReplyReaderTests
{
    private static readonly string[] Codes = ["A", "B"];

    [Theory]
    [InlineData("JA", "Yes")]
    [InlineData("ja.", "Yes")]
    [InlineData("Ja!", "Yes")]
    [InlineData("Ja tack", "Yes")]
    [InlineData("yes", "Yes")]
    [InlineData("JA A", "Yes A")]
    [InlineData("ja a", "Yes A")]
    [InlineData("A ja", "Yes A")]
    [InlineData("Ja, B", "Yes B")]
    [InlineData("Hej! Ja", "Yes")]
    [InlineData("ja men ring kyrkan", "Yes \"ring kyrkan\"")]
    [InlineData("JA A platsansvarig är Kim", "Yes A \"platsansvarig är Kim\"")]
    [InlineData("NEJ", "No")]
    [InlineData("nej b", "No B")]
    [InlineData("Nej det är inte så kallt", "No \"det är inte så kallt\"")]
    public void A_proposal_is_answered_with_ja_or_nej(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("ÖPPNA A kyrkan är kall", "Open A \"kyrkan är kall\"")]
    [InlineData("öppna a kyrkan är kall.", "Open A \"kyrkan är kall\"")]
    [InlineData("OPPNA A kyrkan ar kall", "Open A \"kyrkan ar kall\"")]
    [InlineData("Öppna: snöstorm", "Open \"snöstorm\"")]
    [InlineData("ÖPPNA vräkning i Högdalen", "Open \"vräkning i Högdalen\"")]
    [InlineData(
        "ÖPPNA A härbärget är fullt, har inte plats för fler",
        "Open A \"härbärget är fullt, har inte plats för fler\""
    )]
    [InlineData("open b heating is broken", "Open B \"heating is broken\"")]
    [InlineData("STÄNG A för varmt", "Close A \"för varmt\"")]
    [InlineData("STANG A for varmt", "Close A \"for varmt\"")]
    [InlineData("close A too warm", "Close A \"too warm\"")]
    public void Opening_and_closing_take_a_reason(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("ÖPPNA", "Open [ReasonMissing]")]
    [InlineData("ÖPPNA A", "Open A [ReasonMissing]")]
    [InlineData("stäng b!", "Close B [ReasonMissing]")]
    [InlineData("ÖPPNA A tack", "Open A [ReasonMissing]")]
    [InlineData("ÖPPNA A 1", "Open A \"1\" [ReasonMissing]")]
    public void A_missing_reason_is_said(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("JA C", "Yes C [NoSuchCode]")]
    [InlineData("ÖPPNA C för kallt", "Open C \"för kallt\" [NoSuchCode]")]
    public void An_unknown_code_is_said(string text, string reading) => Reads(text, reading);

    [Theory]
    [InlineData("ja om det blir kallare")]
    [InlineData("ja men bara om prognosen står sig")]
    [InlineData("ja men vänta till 15")]
    [InlineData("ja men kolla med kyrkan först")]
    [InlineData("ja eller nej")]
    [InlineData("ja nej")]
    [InlineData("nej ja")]
    [InlineData("nej förlåt ja")]
    [InlineData("ja inte")]
    [InlineData("ja kanske")]
    [InlineData("ja?")]
    [InlineData("JA ÖPPNA")]
    [InlineData("Nej stäng")]
    [InlineData("ÖPPNA inte")]
    [InlineData("öppna ej A")]
    [InlineData("ÖPPNA om det blir kallare")]
    [InlineData("ÖPPNA A kanske, det är kallt")]
    [InlineData("Öppna A?")]
    [InlineData("ÖPPNA A STÄNG B för kallt")]
    [InlineData("STÄNG inte A det är för kallt")]
    public void What_takes_itself_back_is_asked_about(string text)
    {
        var reading = CoordinatorReplyReader.Read(text, Codes);

        Assert.Equal(CoordinatorIntent.Unclear, reading.Intent);
        Assert.Equal(CoordinatorProblem.Doubtful, reading.Problem);
        Assert.False(reading.IsSure);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ok")]
    [InlineData("jaja")]
    [InlineData("Kanske ja")]
    [InlineData("jag ringer")]
    [InlineData("Öppnar vi?")]
    [InlineData("Vi borde öppna A kyrkan är kall")]
    [InlineData("OPNA A kallt")]
    [InlineData("stängd")]
    [InlineData("👍")]
    [InlineData("A")]
    [InlineData("inte ja")]
    public void Nothing_but_the_agreed_words_decides(string? text)
    {
        var reading = CoordinatorReplyReader.Read(text, Codes);

        Assert.Equal(CoordinatorProblem.NotUnderstood, reading.Problem);
        Assert.False(reading.IsSure);
    }

    [Theory]
    [InlineData("STOPP", CoordinatorIntent.Stop)]
    [InlineData("återstarta", CoordinatorIntent.Start)]
    public void Stop_wins_for_coordinators_too(string text, CoordinatorIntent intent) =>
        Assert.Equal(intent, CoordinatorReplyReader.Read(text, Codes).Intent);

    [Theory]
    [InlineData("JA A", "Yes A")]
    [InlineData("ja vi kör", "Yes \"vi kör\"")]
    [InlineData("ja i natt", "Yes \"i natt\"")]
    [InlineData("ÖPPNA en kall natt", "Open \"en kall natt\"")]
    [InlineData("öppna qx kall natt", "Open QX \"kall natt\"")]
    public void Without_known_codes_short_words_of_everyday_language_are_no_codes(string text, string reading) =>
        Assert.Equal(reading, InOneLine(CoordinatorReplyReader.Read(text)));

    [Fact]
    public void No_text_throws_and_nothing_opens_without_the_word_for_it() =>
        Prop.ForAll(
                Gen.OneOf(
                        Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().Select(text => new string(text)),
                        Gen.Elements(
                                "ja",
                                "nej",
                                "A",
                                "öppna",
                                "stäng",
                                "om",
                                "inte",
                                "?",
                                ".",
                                "kallt",
                                "C",
                                "STOPP",
                                "1"
                            )
                            .ArrayOf()
                            .Select(words => string.Join(' ', words))
                    )
                    .ToArbitrary(),
                text =>
                {
                    var reading = CoordinatorReplyReader.Read(text, Codes);
                    var opens = reading is { Intent: CoordinatorIntent.Open, IsSure: true };
                    return !opens || (text.Contains("öppna") && !text.Contains("stäng") && reading.Remark is not null);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static void Reads(string text, string reading) =>
        Assert.Equal(reading, InOneLine(CoordinatorReplyReader.Read(text, Codes)));

    private static string InOneLine(CoordinatorReading reading) =>
        reading.Intent
        + (reading.Code is null ? "" : $" {reading.Code}")
        + (reading.Remark is null ? "" : $" \"{reading.Remark}\"")
        + (reading.IsSure ? "" : $" [{reading.Problem}]");
}
