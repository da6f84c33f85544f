using System.Collections.Frozen;
using System.Text;

namespace Ekn.Core.Channels.Sms;

/// <summary>
/// How a text is cut into the segments that are paid for. One segment holds 160 septets of GSM-7 or 70 units of UCS-2;
/// a longer text loses room to the joining header: 153 and 67 each.
/// </summary>
/// <param name="Units">Septets in GSM-7 (a character of the extension table is two), UTF-16 units in UCS-2.</param>
/// <param name="OutsideGsm7">The characters that force UCS-2, each once, in the order they stand in the text; empty in GSM-7.</param>
public sealed record SmsSegments(SmsEncoding Encoding, int Segments, int Units, IReadOnlyList<string> OutsideGsm7)
{
    // 3GPP TS 23.038, 6.2.1: every character of the default alphabet but the escape.
    private static readonly FrozenSet<char> Basic = (
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
    ).ToFrozenSet();

    // 6.2.1.1: sent as the escape and a septet. The form feed belongs here too.
    private static readonly FrozenSet<char> Extension = "^{}\\[~]|€\f".ToFrozenSet();

    public static SmsSegments Of(string text)
    {
        var outside = new List<string>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Septets(rune) == 0 && !outside.Contains(rune.ToString()))
            {
                outside.Add(rune.ToString());
            }
        }
        return outside.Count == 0
            ? Cut(text, SmsEncoding.Gsm7, Septets, single: 160, joined: 153, outside)
            : Cut(text, SmsEncoding.Ucs2, rune => rune.Utf16SequenceLength, single: 70, joined: 67, outside);
    }

    private static int Septets(Rune rune)
    {
        if (!rune.IsBmp)
        {
            return 0;
        }
        var c = (char)rune.Value;
        if (Basic.Contains(c))
        {
            return 1;
        }
        return Extension.Contains(c) ? 2 : 0;
    }

    private static SmsSegments Cut(
        string text,
        SmsEncoding encoding,
        Func<Rune, int> size,
        int single,
        int joined,
        IReadOnlyList<string> outside
    )
    {
        var units = 0;
        var segments = 1;
        var filled = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var needed = size(rune);
            units += needed;
            // An escape stays with its character and a surrogate with its other half: what does not fit whole begins
            // the next segment, and the room left over is lost.
            if (filled + needed > joined)
            {
                segments++;
                filled = 0;
            }
            filled += needed;
        }
        return new SmsSegments(encoding, units <= single ? 1 : segments, units, outside);
    }
}
