using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Answering;

/// <summary>Answers the person who wrote, on the channel that they wrote on.</summary>
public sealed class Reply(LocalTime time, LetterWriter letters)
{
    // An answer that comes a day late puzzles more than it helps.
    private static readonly TimeSpan WorthSending = TimeSpan.FromHours(12);

    /// <param name="part">Tells apart several answers to one text; null when there is one.</param>
    /// <param name="isReal">It tells of a decision: see <see cref="Letter.IsReal"/>.</param>
    public Task ToAsync(
        Session session,
        InboundText text,
        Recipient to,
        string purpose,
        Night? night,
        Func<Wording, Facts> facts,
        CancellationToken cancellationToken,
        string? part = null,
        bool obeysStop = true,
        bool isReal = false
    ) =>
        letters.WriteAsync(
            session,
            to,
            new Letter(purpose, night, 0, facts)
            {
                Reach = text.Channel == "sms" ? Reach.SmsFirst : Reach.EmailFirst,
                Occasion = part is null ? $"inbound:{text.Id}" : $"inbound:{text.Id}:{part}",
                ExpiresAt = time.Now + WorthSending,
                ObeysStop = obeysStop,
                IsReal = isReal,
            },
            cancellationToken
        );

    /// <summary>The sender as nobody in particular. All that is known is the address, which stands in no key.</summary>
    public static Recipient Unknown(InboundText text) =>
        new(
            $"unknown:{text.Id}",
            "",
            PhoneNumber.TryParse(text.Sender, out var phone) ? phone : null,
            text.Sender.Contains('@') ? text.Sender : null,
            "sv"
        );
}
