namespace Ekn.Simulators.Mail;

/// <summary>The steps of one SMTP conversation at which the server can be made to fail.</summary>
public enum MailStage
{
    Greeting,
    Hello,
    StartTls,
    Sender,
    Recipient,
    DataCommand,

    /// <summary>The whole mail has arrived and is kept; the answer to it is still to come.</summary>
    EndOfData,
}
