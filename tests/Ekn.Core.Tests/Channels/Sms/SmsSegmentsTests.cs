using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Channels.Sms;

public sealed class SmsSegmentsTests
{
    public static TheoryData<string, SmsEncoding, int, int> Texts =>
        new()
        {
            { "", SmsEncoding.Gsm7, 0, 1 },
            { "JA", SmsEncoding.Gsm7, 2, 1 },
            { "Kan du komma på måndag? Hälsar Åsa, Örjan och Ärla", SmsEncoding.Gsm7, 50, 1 },
            { "rad ett\nrad två\r\n", SmsEncoding.Gsm7, 17, 1 },
            // The whole basic alphabet, but the escape, is one septet each.
            {
                "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
                SmsEncoding.Gsm7,
                127,
                1
            },
            { "^{}\\[~]|€\f", SmsEncoding.Gsm7, 20, 1 },
            { new string('a', 160), SmsEncoding.Gsm7, 160, 1 },
            { new string('a', 161), SmsEncoding.Gsm7, 161, 2 },
            { new string('a', 306), SmsEncoding.Gsm7, 306, 2 },
            { new string('a', 307), SmsEncoding.Gsm7, 307, 3 },
            { new string('a', 158) + "€", SmsEncoding.Gsm7, 160, 1 },
            { new string('a', 159) + "€", SmsEncoding.Gsm7, 161, 2 },
            // 306 septets fill two segments only when no escape would be torn from its character.
            { new string('a', 151) + "€" + new string('a', 153), SmsEncoding.Gsm7, 306, 2 },
            { new string('a', 152) + "€" + new string('a', 152), SmsEncoding.Gsm7, 306, 3 },
            { new string('ж', 70), SmsEncoding.Ucs2, 70, 1 },
            { new string('ж', 71), SmsEncoding.Ucs2, 71, 2 },
            { new string('ж', 134), SmsEncoding.Ucs2, 134, 2 },
            { new string('ж', 135), SmsEncoding.Ucs2, 135, 3 },
            // A smiley is two units, and both go into one segment.
            { Repeat("😀", 35), SmsEncoding.Ucs2, 70, 1 },
            { Repeat("😀", 36), SmsEncoding.Ucs2, 72, 2 },
            { Repeat("😀", 67), SmsEncoding.Ucs2, 134, 3 },
            // One minus sign more than doubles the price of a text.
            { "−" + new string('a', 160), SmsEncoding.Ucs2, 161, 3 },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_counted_as_the_phone_network_counts_it(
        string text,
        SmsEncoding encoding,
        int units,
        int segments
    )
    {
        var counted = SmsSegments.Of(text);

        Assert.Equal((encoding, units, segments), (counted.Encoding, counted.Units, counted.Segments));
    }

    [Theory]
    [InlineData("−8 °C", "−", "°")]
    [InlineData("18–09", "–")]
    [InlineData("”hej” “hej”", "”", "“")]
    [InlineData("ç is not, Ç is", "ç")]
    [InlineData("Tack 🙏🙏", "🙏")]
    [InlineData("hårt\u00a0blanksteg", "\u00a0")]
    [InlineData("tab\there", "\t")]
    [InlineData("escape\u001b", "\u001b")]
    [InlineData("decomposed a\u030a", "\u030a")]
    public void Characters_that_make_a_text_dearer_are_named(string text, params string[] outside)
    {
        var counted = SmsSegments.Of(text);

        Assert.Equal(SmsEncoding.Ucs2, counted.Encoding);
        Assert.Equal(outside, counted.OutsideGsm7);
    }

    [Fact]
    public void Nothing_is_named_in_a_cheap_text() =>
        Assert.Empty(SmsSegments.Of("Natten mot ons 2/12 är det kallt, [kod] {42}").OutsideGsm7);

    [Fact]
    public void The_segments_are_as_full_as_whole_characters_let_them() =>
        Prop.ForAll(
                Arbitrary.Long,
                text =>
                {
                    var counted = SmsSegments.Of(text);
                    var (single, joined) = counted.Encoding == SmsEncoding.Gsm7 ? (160, 153) : (70, 67);
                    return counted.Segments == 1
                        ? counted.Units <= single
                        : counted.Units > single
                            && counted.Units <= counted.Segments * joined
                            && counted.Units > (counted.Segments - 1) * (joined - 1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_longer_text_never_costs_less() =>
        Prop.ForAll(
                Arbitrary.Long,
                Arbitrary.Long,
                (start, end) =>
                    SmsSegments.Of(start + end).Segments >= SmsSegments.Of(start).Segments
                    // Two halves of a surrogate pair meet to become one character.
                    || (start.Length > 0 && char.IsHighSurrogate(start[^1]))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_at_all_is_too_odd_to_count() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => SmsSegments.Of(text ?? "").Segments >= 1)
            .QuickCheckThrowOnFailure();

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static class Arbitrary
    {
        /// <summary>Texts of up to some 600 characters, in the mixture that messages have.</summary>
        public static Arbitrary<string> Long { get; } =
            Gen.Frequency(
                    (20, Gen.Elements("a", "å", "Ö", " ", "7", "\n")),
                    (4, Gen.Elements("€", "[", "|", "\f")),
                    (1, Gen.Elements("–", "😀", "ж", "\ud83d"))
                )
                .ArrayOf()
                .SelectMany(
                    pieces => Gen.Choose(1, 30),
                    (pieces, times) =>
                        Repeat(string.Concat(pieces), times) is { Length: > 600 } text
                            ? text[..600]
                            : Repeat(string.Concat(pieces), times)
                )
                .ToArbitrary();
    }
}
