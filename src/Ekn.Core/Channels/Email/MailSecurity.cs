namespace Ekn.Core.Channels.Email;

public enum MailSecurity
{
    /// <summary>In clear. Never with a login, except to a mail server on the same machine.</summary>
    None,

    /// <summary>STARTTLS, required: a server that does not offer it, or whose certificate is not trusted, gets nothing.</summary>
    StartTls,
}
