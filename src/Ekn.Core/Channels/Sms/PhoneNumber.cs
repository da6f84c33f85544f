using System.Diagnostics.CodeAnalysis;

namespace Ekn.Core.Channels.Sms;

/// <summary>
/// A phone number in E.164 form. Its text form is masked, so that a number that slips into a log or an error gives
/// nobody away; the number itself is <see cref="Value"/>.
/// </summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    /// <summary>E.164: + and 8 to 15 digits.</summary>
    public string Value { get; }

    /// <summary>
    /// Reads a number as people write it: 070-174 06 05, +46 70 174 06 05, 0046701740605, (070) 1740605. A number
    /// without a country code is taken as Swedish.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PhoneNumber? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }
        var digits = new List<char>(text.Length);
        var international = false;
        foreach (var c in text.Trim())
        {
            if (c == '+' && digits.Count == 0 && !international)
            {
                international = true;
            }
            else if (char.IsAsciiDigit(c))
            {
                digits.Add(c);
            }
            else if (c is not (' ' or '-' or '(' or ')' or '.' or '/' or '\u00a0' or '\u2011' or '\u2013'))
            {
                return false;
            }
        }
        var bare = new string([.. digits]);
        if (!international && bare.StartsWith("00"))
        {
            international = true;
            bare = bare[2..];
        }
        if (!international)
        {
            if (!bare.StartsWith('0'))
            {
                return false;
            }
            bare = string.Concat("46", bare.AsSpan(1));
        }
        else if (bare.StartsWith("460"))
        {
            // "+46 (0)70 …": the trunk zero is written by many and dialled by nobody.
            bare = string.Concat("46", bare.AsSpan(3));
        }
        if (bare.Length is < 8 or > 15 || bare[0] == '0')
        {
            return false;
        }
        number = new PhoneNumber("+" + bare);
        return true;
    }

    /// <exception cref="FormatException">The text is not a phone number. The message does not repeat it.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("The text is not a phone number.");

    public override string ToString() => $"+…{Value[^2..]}";
}
