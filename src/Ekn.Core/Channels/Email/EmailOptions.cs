using System.Net;

namespace Ekn.Core.Channels.Email;

/// <summary>The mail server and the sender. Section Ekn:Email.</summary>
public sealed class EmailOptions
{
    public const string Section = "Ekn:Email";

    public string Host { get; set; } = "";

    /// <summary>587 is submission with STARTTLS. A port that begins with TLS (465) cannot be used.</summary>
    public int Port { get; set; } = 587;

    /// <summary>Null or empty sends without a login. The server must offer AUTH LOGIN.</summary>
    public string? Username { get; set; }

    public string? Password { get; set; }

    /// <summary>Null means StartTls, or None when the host is this machine. See <see cref="EffectiveSecurity"/>.</summary>
    public MailSecurity? Security { get; set; }

    public string FromAddress { get; set; } = "";

    /// <summary>Shown as the sender.</summary>
    public string FromName { get; set; } = "";

    /// <summary>Where answers go; null or empty leaves them to the sender address.</summary>
    public string? ReplyTo { get; set; }

    /// <summary>
    /// What the service that receives mail for <see cref="ReplyTo"/> must know to post it to /hooks/email; null or empty
    /// takes no mail.
    /// </summary>
    public string? InboundSecret { get; set; }

    /// <summary>The time that one attempt may take, from connecting to the server's last answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    internal MailSecurity EffectiveSecurity => Security ?? (HostIsLoopback ? MailSecurity.None : MailSecurity.StartTls);

    /// <summary>Answers to our emails come back to this service, and are read by it.</summary>
    public bool ReadsAnswers => !string.IsNullOrEmpty(InboundSecret);

    internal bool HasLogin => !string.IsNullOrEmpty(Username);

    internal bool HostIsLoopback =>
        Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
