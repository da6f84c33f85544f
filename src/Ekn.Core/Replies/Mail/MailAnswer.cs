namespace Ekn.Core.Replies.Mail;

/// <summary>
/// What somebody wrote in an email, without the letter that it answers and without a signature. Pure; no mail makes it
/// throw, and the answer is never longer than the mail.
/// </summary>
/// <param name="Text">The answer alone; of a mail that cannot be taken apart the whole, for a person to read.</param>
/// <param name="IsSure">False when the answer may stand elsewhere, or be mixed with the quote: nothing may be read from it.</param>
public sealed record MailAnswer(string Text, bool IsSure)
{
    /// <summary>Of a subject that still is the subject of our letter, no more than a code was ever put there.</summary>
    private const int MostWordsInAnsweredSubject = 3;

    private static readonly string[] Prefixes = ["re:", "sv:", "aw:", "vs:", "fw:", "fwd:", "vb:", "ang:"];

    /// <param name="body">The plain text of the mail; see <see cref="MailHtml"/> for mails without one.</param>
    /// <param name="subject">Read only when the body is empty.</param>
    public static MailAnswer Read(string? body, string? subject = null)
    {
        var whole = body ?? "";
        if (string.IsNullOrWhiteSpace(whole))
        {
            return OfSubject(subject ?? "");
        }
        var parts = MailParts.Of(whole);
        var above = MailSignature.Without(parts.Above);
        var below = MailSignature.Without(parts.Below);
        return (above.Length > 0, below.Length > 0) switch
        {
            // "Skickat från min iPhone" and nothing else: what was meant is in the subject, if anywhere.
            (false, false) when !parts.HasQuote => OfSubject(subject ?? ""),
            (true, false) => new MailAnswer(above, IsSure: true),
            (false, true) when parts.BelowIsPlain => new MailAnswer(below, IsSure: true),
            _ => new MailAnswer(whole.Trim(), IsSure: false),
        };
    }

    /// <summary>"Re: Sv: A1" → "A1".</summary>
    public static string WithoutPrefixes(string subject)
    {
        var rest = subject.Trim();
        while (Array.Find(Prefixes, prefix => rest.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            rest = rest[found.Length..].Trim();
        }
        return rest;
    }

    private static MailAnswer OfSubject(string subject)
    {
        var said = WithoutPrefixes(subject);
        var isAnswer = said.Length < subject.Trim().Length;
        var words = said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        return new MailAnswer(said, IsSure: !isAnswer || words <= MostWordsInAnsweredSubject);
    }
}
