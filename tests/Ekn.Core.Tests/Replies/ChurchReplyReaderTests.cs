using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Replies;

/// <summary>Codes in use: A and B. A reading in one line is intent, code, remark in quotes.</summary>
public sealed class ChurchReplyReaderTests
{
    private static readonly string[] Codes = ["A", "B"];

    [Theory]
    [InlineData("JA", "Yes")]
    [InlineData("ja!", "Yes")]
    [InlineData("Ja tack", "Yes")]
    [InlineData("JA A", "Yes A")]
    [InlineData("A: ja", "Yes A")]
    [InlineData("Ja, självklart!", "Yes \"självklart\"")]
    [InlineData("ja det går bra", "Yes \"det går bra\"")]
    [InlineData("Det går bra", "Yes")]
    [InlineData("absolut", "Yes")]
    [InlineData("ja vi öppnar 19", "Yes \"vi öppnar 19\"")]
    [InlineData("JA A men använd sidodörren", "Yes A \"använd sidodörren\"")]
    [InlineData("ja men inte före 20", "Yes \"inte före 20\"")]
    [InlineData("NEJ", "No")]
    [InlineData("nej tyvärr", "No \"tyvärr\"")]
    [InlineData("nej b", "No B")]
    [InlineData("NEJ A rummet är uthyrt", "No A \"rummet är uthyrt\"")]
    [InlineData("Vi kan tyvärr inte", "No \"Vi kan tyvärr inte\"")]
    [InlineData("kan inte", "No")]
    [InlineData("det går inte", "No")]
    [InlineData("Nej, men vi kan torsdag", "No \"vi kan torsdag\"")]
    [InlineData("vi måste tyvärr avboka", "No \"vi måste tyvärr avboka\"")]
    [InlineData("yes", "Yes")]
    [InlineData("no", "No")]
    [InlineData("STOPP", "Stop")]
    [InlineData("START", "Start")]
    [InlineData("Tack!", "Nothing")]
    [InlineData("", "Nothing")]
    [InlineData("Vilken tid?", "Question")]
    public void A_church_answers_with_ja_or_nej(string text, string reading) => Assert.Equal(reading, InOneLine(text));

    [Theory]
    [InlineData("ja om ni har egen personal")]
    [InlineData("ja, men bara om värmen fungerar")]
    [InlineData("kanske")]
    [InlineData("ja kanske")]
    [InlineData("ja nej")]
    [InlineData("nej förlåt ja")]
    [InlineData("nej, ja")]
    [InlineData("ja, eller nej")]
    [InlineData("ja men vi kan inte")]
    [InlineData("ja?")]
    [InlineData("ja tyvärr")]
    [InlineData("ja, fredag går bra")]
    [InlineData("ja vi tror det")]
    [InlineData("ska kolla med vaktmästaren")]
    [InlineData("ok")]
    [InlineData("reserv")]
    [InlineData("vi öppnar")]
    [InlineData("inte nej")]
    [InlineData("?")]
    public void A_condition_or_a_contradiction_is_no_answer(string text) =>
        Assert.Equal(ChurchIntent.Unclear, ChurchReplyReader.Read(text, Codes).Intent);

    [Fact]
    public void An_unknown_code_is_said()
    {
        var reading = ChurchReplyReader.Read("ja c", Codes);

        Assert.Equal("C", reading.Code);
        Assert.False(reading.IsCodeKnown);
    }

    [Fact]
    public void No_text_throws_and_a_yes_never_stands_beside_a_condition() =>
        Prop.ForAll(
                Gen.OneOf(
                        Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().Select(text => new string(text)),
                        Gen.Elements(
                                "ja",
                                "nej",
                                "A",
                                "men",
                                "om",
                                "inte",
                                "?",
                                ".",
                                "vi",
                                "kan",
                                "kanske",
                                "tisdag",
                                "i natt",
                                "22"
                            )
                            .ArrayOf()
                            .Select(words => string.Join(' ', words))
                    )
                    .ToArbitrary(),
                text =>
                    ChurchReplyReader.Read(text, Codes).Intent != ChurchIntent.Yes
                    || !text.Split(' ').Any(word => word is "om" or "kanske" or "nej")
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static string InOneLine(string text)
    {
        var reading = ChurchReplyReader.Read(text, Codes);
        return reading.Intent
            + (reading.Code is null ? "" : $" {reading.Code}")
            + (reading.Remark is null ? "" : $" \"{reading.Remark}\"");
    }
}
