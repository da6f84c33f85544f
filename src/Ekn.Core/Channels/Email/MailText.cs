using System.Diagnostics.CodeAnalysis;
using System.Net.Mail;
using System.Text;

namespace Ekn.Core.Channels.Email;

/// <summary>What may stand in the head of a mail. Nothing that passes here can begin a new header line.</summary>
internal static class MailText
{
    /// <summary>
    /// Reads one bare address. A display name, a list, a control character, or a letter outside ASCII before the @
    /// (which needs SMTPUTF8, offered by few) is refused; a domain such as exempel.ö is fine.
    /// </summary>
    public static bool TryAddress(string? text, string name, [NotNullWhen(true)] out MailAddress? address)
    {
        address = null;
        if (text is null || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return false;
        }
        if (!MailAddress.TryCreate(text, OneLine(name), Encoding.UTF8, out var parsed))
        {
            return false;
        }
        if (parsed.Address != text || !Ascii.IsValid(parsed.User))
        {
            return false;
        }
        address = parsed;
        return true;
    }

    public static bool IsAddress(string? text) => TryAddress(text, "", out _);

    /// <summary>
    /// The text as one line: each line end or other control character becomes a space. What looks like an encoded word
    /// (RFC 2047) is taken apart, or a reader would show something else than was written.
    /// </summary>
    public static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
            .Trim()
            .Replace("=?", "= ?");
}
