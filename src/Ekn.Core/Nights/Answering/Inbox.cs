using Ekn.Core.Alerts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Logging;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// Texts that came in. Each is stored before it is acknowledged, and handled once: what it causes and the mark that it
/// is handled are one transaction.
/// </summary>
public sealed partial class Inbox(
    Database database,
    TimeProvider clock,
    AnswerDesk desk,
    AlertLog alerts,
    ILogger<Inbox> logger
)
{
    private const int Attempts = 3;

    // One text message sometimes arrives as two webhooks with different ids, with nothing of that number in between: it is
    // doubled on its way to us. Who writes A1, AVBOKA and A1 again within the time means the third as much as the first.
    // "In between" goes by the order of arrival, as no provider says when a text was written. So the second half of a
    // doubled A1 that comes after the AVBOKA is read as a text of its own: that books, and the person hears so and can
    // leave again, while a text that is taken for a double by mistake would be lost without a word to anybody.
    private static readonly TimeSpan Twin = TimeSpan.FromSeconds(30);

    /// <param name="providerId">The provider's id of the message: the same text delivered twice is one.</param>
    /// <returns>False when it was there already.</returns>
    public async Task<bool> ReceiveAsync(
        string providerId,
        string channel,
        string sender,
        string text,
        CancellationToken cancellationToken,
        string? subject = null,
        string? mark = null
    )
    {
        return await database.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        """
                        INSERT INTO inbound (provider_id, channel, sender, text, subject, mark, received_at)
                        VALUES (@providerId, @channel, @sender, @text, @subject, @mark, @now)
                        ON CONFLICT (provider_id) DO NOTHING
                        """,
                        new
                        {
                            providerId,
                            channel,
                            sender,
                            text,
                            subject,
                            mark,
                            now = clock.GetUtcNow(),
                        },
                        cancellationToken
                    ),
                cancellationToken
            ) == 1;
    }

    /// <summary>Handles everything that is new, oldest first.</summary>
    /// <returns>How many were handled.</returns>
    public async Task<int> HandleNewAsync(CancellationToken cancellationToken)
    {
        var handled = 0;
        while (await AnyNewAsync(cancellationToken) && await HandleNextAsync(cancellationToken))
        {
            handled++;
        }
        return handled;
    }

    /// <summary>A look without locks, so that an idle worker does not hold up those who write.</summary>
    private async Task<bool> AnyNewAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await session.FirstOrDefaultAsync<long?>(
            "SELECT id FROM inbound WHERE state = 'new' LIMIT 1",
            null,
            cancellationToken
        )
            is not null;
    }

    private async Task<bool> HandleNextAsync(CancellationToken cancellationToken)
    {
        InboundText? current = null;
        try
        {
            return await database.InTransactionAsync(
                async session =>
                {
                    current = await NextAsync(session, cancellationToken);
                    if (current is null)
                    {
                        return false;
                    }
                    var handled = await IsTwinAsync(session, current, cancellationToken)
                        ? new Handled("nobody", "twin")
                        : await desk.HandleAsync(session, current, cancellationToken);
                    await MarkAsync(session, current, handled, cancellationToken);
                    return true;
                },
                cancellationToken
            );
        }
        catch (Exception exception) when (current is not null && !cancellationToken.IsCancellationRequested)
        {
            // The edge around one text: the others must not wait for it, and a person must see it.
            Log.Failed(logger, current.Id, exception.GetType().Name);
            await SetAsideAsync(current, exception, cancellationToken);
            return true;
        }
    }

    // What one person wrote is read in the order in which it came, though other workers read other people's texts.
    private static Task<InboundText?> NextAsync(Session session, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<InboundText>(
            $"""
            SELECT i.id, i.channel, i.sender, i.text, i.subject, i.mark, i.received_at, i.attempts FROM inbound i
            WHERE i.state = 'new'
              AND NOT EXISTS (SELECT 1 FROM inbound e WHERE e.sender = i.sender AND e.state = 'new' AND e.id < i.id)
            ORDER BY i.id LIMIT 1 {session.Dialect.ForUpdateSkipLocked}
            """,
            null,
            cancellationToken
        );

    private static async Task<bool> IsTwinAsync(
        Session session,
        InboundText text,
        CancellationToken cancellationToken
    ) =>
        await session.FirstOrDefaultAsync<long?>(
            """
            SELECT id FROM inbound
            WHERE text = @Text AND COALESCE(subject, '') = COALESCE(@Subject, '') AND received_at >= @Since
              AND id = (SELECT MAX(b.id) FROM inbound b WHERE b.sender = @Sender AND b.id < @Id)
            """,
            new
            {
                text.Sender,
                text.Text,
                text.Subject,
                text.Id,
                Since = text.ReceivedAt - Twin,
            },
            cancellationToken
        )
            is not null;

    private async Task MarkAsync(
        Session session,
        InboundText text,
        Handled handled,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync(
            "UPDATE inbound SET state = @State, handled_at = @Now, role = @Role, reading = @Reading WHERE id = @Id",
            new
            {
                text.Id,
                State = handled.NeedsPerson ? "inbox" : "handled",
                Now = clock.GetUtcNow(),
                handled.Role,
                handled.Reading,
            },
            cancellationToken
        );
        if (handled.NeedsPerson)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.ReplyNeedsPerson, $"inbound:{text.Id}", null, Note.Words(handled.Role)),
                cancellationToken
            );
        }
    }

    private Task SetAsideAsync(InboundText text, Exception exception, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                var gaveUp = text.Attempts + 1 >= Attempts;
                await session.ExecuteAsync(
                    "UPDATE inbound SET attempts = attempts + 1, state = @State, note = @Note WHERE id = @Id AND state = 'new'",
                    new
                    {
                        text.Id,
                        State = gaveUp ? "failed" : "new",
                        Note = exception.GetType().Name,
                    },
                    cancellationToken
                );
                if (gaveUp)
                {
                    await alerts.RaiseAsync(
                        session,
                        new Alert(
                            AlertKind.ReplyFailed,
                            $"inbound:{text.Id}",
                            null,
                            Note.Words(exception.GetType().Name)
                        ),
                        cancellationToken
                    );
                }
            },
            cancellationToken
        );

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Inbound text {InboundId} could not be handled: {Error}")]
        public static partial void Failed(ILogger logger, long inboundId, string error);
    }
}
