namespace Ekn.Simulators.Mail;

/// <summary>One mail as it came over the wire, and as a reader shows it.</summary>
/// <param name="Number">1 for the first mail that the server took.</param>
/// <param name="ReceivedAt">UTC, by the clock that the server was given.</param>
/// <param name="EnvelopeFrom">The address of MAIL FROM.</param>
/// <param name="EnvelopeTo">The addresses of RCPT TO.</param>
/// <param name="Encrypted">Whether it came over TLS.</param>
/// <param name="LoggedInAs">The user of the login; null when there was none.</param>
/// <param name="Raw">The bytes between DATA and the final dot, dot-stuffing undone.</param>
public sealed record ReceivedMail(
    int Number,
    DateTimeOffset ReceivedAt,
    string EnvelopeFrom,
    IReadOnlyList<string> EnvelopeTo,
    bool Encrypted,
    string? LoggedInAs,
    ReadOnlyMemory<byte> Raw
)
{
    private readonly Lazy<MimeEntity> entity = new(() => MimeEntity.Parse(Raw));

    public MimeEntity Entity => entity.Value;

    public string Subject => Header("Subject") ?? "";

    /// <summary>The From header, decoded: Name &lt;address&gt;.</summary>
    public string From => Header("From") ?? "";

    public string To => Header("To") ?? "";

    /// <summary>The plain text part; null when there is none.</summary>
    public string? Text => Entity.Leaves.FirstOrDefault(l => l.MediaType == "text/plain")?.Text;

    /// <summary>The HTML part; null when there is none.</summary>
    public string? Html => Entity.Leaves.FirstOrDefault(l => l.MediaType == "text/html")?.Text;

    /// <summary>The decoded value of a header; null when it is missing.</summary>
    public string? Header(string name) => Entity.Header(name);
}
