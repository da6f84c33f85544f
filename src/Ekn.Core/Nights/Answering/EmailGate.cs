using Ekn.Core.Replies;
using Ekn.Core.Replies.Mail;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// Which emails are read as answers at all. Those of machines are kept and never answered; those whose sender may be
/// forged, or where the answer cannot be told from the quote, are for a person, and change nothing.
/// </summary>
internal static class EmailGate
{
    public const string Automatic = "automatic";
    public const string Unclear = "unclear";

    // An absence note that does not say what it is would answer our answer, and so on for ever.
    private const int MostADay = 10;

    /// <returns>The reading under which it is set aside; null when it is to be read.</returns>
    public static async Task<string?> TrySetAsideAsync(
        Session session,
        InboundText text,
        CancellationToken cancellationToken
    )
    {
        if (text.Mark == InboundMark.Automatic)
        {
            return Automatic;
        }
        if (text.Mark == InboundMark.Unproven)
        {
            return "unproven";
        }
        if (StopOf(text) is not null)
        {
            return null;
        }
        var today = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM inbound WHERE sender = @Sender AND channel = 'email' AND id < @Id AND received_at > @Since",
            new
            {
                text.Sender,
                text.Id,
                Since = text.ReceivedAt.AddDays(-1),
            },
            cancellationToken
        );
        if (today >= MostADay)
        {
            return "flood";
        }
        return MailAnswer.Read(text.Text, text.Subject).IsSure ? null : Unclear;
    }

    /// <summary>The mail with nothing but the answer for its text.</summary>
    public static InboundText AnswerOf(InboundText text) =>
        text with
        {
            Text = StopOf(text) ?? MailAnswer.Read(text.Text, text.Subject).Text,
        };

    /// <summary>
    /// STOP is heard even where a name or a whole letter stands under it: as the first line, or as the subject of a mail
    /// that answers nothing.
    /// </summary>
    private static string? StopOf(InboundText text)
    {
        var first = text.Text.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        return new[] { first, text.Subject ?? "" }.FirstOrDefault(line => StopWords.Read(line) == StopWord.Stop);
    }
}
