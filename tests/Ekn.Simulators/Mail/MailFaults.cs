using System.Collections.Concurrent;

namespace Ekn.Simulators.Mail;

/// <summary>What goes wrong, on command. Everything may be changed while the server runs.</summary>
public sealed class MailFaults
{
    private readonly ConcurrentDictionary<MailStage, string> answers = new();
    private readonly ConcurrentDictionary<string, string> refusals = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>EHLO does not offer STARTTLS, and the command is unknown.</summary>
    public bool WithoutStartTls { get; set; }

    /// <summary>Every login is answered with 535.</summary>
    public bool RefuseLogin { get; set; }

    /// <summary>The first attempt at each recipient is answered with 451.</summary>
    public bool Greylist { get; set; }

    /// <summary>The mail is taken and kept, and the connection is closed before the answer.</summary>
    public bool CloseAfterData { get; set; }

    /// <summary>The connection is closed in the middle of the conversation, at this step and without an answer.</summary>
    public MailStage? CloseAt { get; set; }

    /// <summary>The server says nothing more from this step on, until the client goes away.</summary>
    public MailStage? HangAt { get; set; }

    /// <summary>Answers with these lines instead of the usual ones at a step. Null takes the fault back.</summary>
    public void Answer(MailStage stage, string? reply)
    {
        if (reply is null)
        {
            answers.TryRemove(stage, out _);
            return;
        }
        answers[stage] = reply;
    }

    public void RefuseRecipient(string address, string reply = "550 5.1.1 No such mailbox") =>
        refusals[address] = reply;

    /// <summary>Takes every fault back.</summary>
    public void Clear()
    {
        WithoutStartTls = RefuseLogin = Greylist = CloseAfterData = false;
        CloseAt = HangAt = null;
        answers.Clear();
        refusals.Clear();
        seen.Clear();
    }

    internal string AnswerAt(MailStage stage, string usual) => answers.GetValueOrDefault(stage, usual);

    internal string AnswerTo(string recipient)
    {
        if (refusals.TryGetValue(recipient, out var refusal))
        {
            return refusal;
        }
        return Greylist && seen.TryAdd(recipient, value: true)
            ? "451 4.7.1 Greylisted, try again later"
            : AnswerAt(MailStage.Recipient, "250 2.1.5 Ok");
    }
}
