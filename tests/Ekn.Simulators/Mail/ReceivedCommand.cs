namespace Ekn.Simulators.Mail;

/// <param name="Line">As sent, without the line end; logins in full, so a test can look for a password in clear.</param>
/// <param name="Encrypted">Whether it came over TLS.</param>
public sealed record ReceivedCommand(string Line, bool Encrypted);
