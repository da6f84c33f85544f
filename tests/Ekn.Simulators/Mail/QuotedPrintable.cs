using System.Globalization;

namespace Ekn.Simulators.Mail;

internal static class QuotedPrintable
{
    public static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        var rest = text.Replace("=\r\n", "").AsSpan();
        while (rest.Length > 0)
        {
            if (rest is ['=', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            {
                bytes.Add(byte.Parse(rest[1..3], NumberStyles.HexNumber));
                rest = rest[3..];
                continue;
            }
            bytes.Add((byte)rest[0]);
            rest = rest[1..];
        }
        return [.. bytes];
    }
}
