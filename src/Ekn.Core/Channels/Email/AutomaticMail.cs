namespace Ekn.Core.Channels.Email;

/// <summary>Mail that no person wrote.</summary>
internal static class AutomaticMail
{
    private static readonly string[] Senders =
    [
        "mailer-daemon",
        "postmaster",
        "no-reply",
        "noreply",
        "do-not-reply",
        "donotreply",
        "bounce",
        "bounces",
    ];

    private static readonly string[] Headers =
    [
        "X-Autoreply",
        "X-Autorespond",
        "X-Autoresponder",
        "List-Id",
        "X-Failed-Recipients",
    ];

    /// <summary>Only as the beginning of a subject, and only words that no volunteer begins with.</summary>
    private static readonly string[] Subjects =
    [
        "autosvar",
        "auto:",
        "automatiskt svar",
        "automatic reply",
        "auto-reply",
        "autoreply",
        "auto response",
        "out of office",
        "out of the office",
        "frånvaromeddelande",
        "frånvaro:",
        "frånvarande:",
        "semestermeddelande",
        "undeliverable",
        "undelivered mail",
        "delivery status notification",
        "delivery failure",
        "mail delivery failed",
        "returned mail",
        "olevererbart",
        "kunde inte levereras",
        "kan inte levereras",
    ];

    public static bool Is(string? from, string subject, MailHeaders headers)
    {
        var sender = from?.Split('@')[0];
        // RFC 3834: anything but "no" is a machine.
        var isSubmitted = headers
            .All("Auto-Submitted")
            .Any(value => !value.StartsWith("no", StringComparison.OrdinalIgnoreCase));
        var isBulk = headers
            .All("Precedence")
            .Any(value => value.ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply" or "auto-reply");
        return isSubmitted
            || isBulk
            || Array.Exists(Headers, headers.Has)
            || headers.First("Return-Path") is "<>"
            || (sender is not null && Senders.Contains(sender))
            || Array.Exists(Subjects, start => subject.Trim().StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }
}
