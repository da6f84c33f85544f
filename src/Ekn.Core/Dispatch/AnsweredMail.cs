using System.Globalization;
using Ekn.Core.Channels.Email;
using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>Which email a letter answers, so that a mail program shows both in one conversation.</summary>
internal static class AnsweredMail
{
    // Whatever is caused by what somebody wrote has one of these occasions, with the id of the text behind it.
    private static readonly string[] Occasions = ["inbound:", "settled:"];

    /// <param name="address">Whom the letter goes to: the answer to one person's email is no answer to another's.</param>
    /// <returns>The Message-ID in its angle brackets; null when the letter answers none, or one without a usable id.</returns>
    public static async Task<string?> FindAsync(
        Session session,
        string? occasion,
        string address,
        CancellationToken cancellationToken
    )
    {
        var start = Array.Find(Occasions, one => occasion?.StartsWith(one, StringComparison.Ordinal) == true);
        if (
            start is null
            || !long.TryParse(
                occasion![start.Length..].Split(':')[0],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var id
            )
        )
        {
            return null;
        }
        var given = await session.FirstOrDefaultAsync<string>(
            "SELECT provider_id FROM inbound WHERE id = @id AND channel = 'email' AND sender = @address",
            new { id, address = Outbox.Plain(address) },
            cancellationToken
        );
        return MessageId.OfInbound(given);
    }
}
