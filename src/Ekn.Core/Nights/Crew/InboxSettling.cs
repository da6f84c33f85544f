using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Answering;
using Ekn.Core.People;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// Settles an answer that could not be read, once: what it causes is what the text itself would have caused, so the
/// person hears the outcome as always.
/// </summary>
public sealed class InboxSettling(
    Database database,
    SignUps signUps,
    StopList stopList,
    VolunteerRegister volunteers,
    PeopleDirectory people,
    Reply reply,
    AlertLog alerts
)
{
    /// <param name="volunteerId">Whose answer it is: one of those with the sender's address. Null where nobody is meant.</param>
    /// <param name="choice">The shift for Book, Reserve and Withdraw; the night for Decline.</param>
    /// <returns>False when somebody has settled it already, or the answer is not of this person: nothing is changed.</returns>
    public Task<bool> SettleAsync(
        long inboundId,
        InboxReading reading,
        long? volunteerId,
        Choice? choice,
        string actor,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var text = await session.FirstOrDefaultAsync<InboundText>(
                    $"""
                    SELECT id, channel, sender, text, subject, mark, received_at, attempts FROM inbound
                    WHERE id = @inboundId AND state IN ('inbox', 'failed') AND settled_by IS NULL
                    {session.Dialect.ForUpdate}
                    """,
                    new { inboundId },
                    cancellationToken
                );
                if (text is null)
                {
                    return false;
                }
                var who = volunteerId is { } id ? await volunteers.FindAsync(session, id, cancellationToken) : null;
                if (!await CarryOutAsync(session, text, reading, who, choice, cancellationToken))
                {
                    return false;
                }
                await session.ExecuteAsync(
                    "UPDATE inbound SET state = 'handled', settled_by = @actor, settlement = @reading WHERE id = @inboundId",
                    new
                    {
                        inboundId,
                        actor,
                        reading = reading.ToString().ToLowerInvariant(),
                    },
                    cancellationToken
                );
                foreach (var kind in new[] { AlertKind.ReplyNeedsPerson, AlertKind.ReplyFailed })
                {
                    await alerts.ClearAsync(session, kind, $"inbound:{inboundId}", null, cancellationToken);
                }
                return true;
            },
            cancellationToken
        );

    private async Task<bool> CarryOutAsync(
        Session session,
        InboundText text,
        InboxReading reading,
        Volunteer? who,
        Choice? choice,
        CancellationToken cancellationToken
    )
    {
        switch (reading)
        {
            case InboxReading.Nothing or InboxReading.ByPhone:
                return true;
            case InboxReading.Stop:
                await StopAsync(session, text, who, cancellationToken);
                return true;
        }
        if (who is null || choice is not { } meant || !IsOf(text, who))
        {
            return false;
        }
        // Not the occasion of the text itself, which may have been answered with a question already.
        var occasion = $"settled:{text.Id}";
        switch (reading)
        {
            case InboxReading.Withdraw:
                return await signUps.LeaveAsync(session, who, meant, text.Channel, null, occasion, cancellationToken);
            case InboxReading.Decline when await LeaveAllAsync(session, text, who, meant.Night, cancellationToken):
                await signUps.DeclineAsync(session, who, meant.Night, text.Channel, cancellationToken);
                return true;
            case InboxReading.Decline:
                await signUps.DeclineAsync(session, who, meant.Night, text.Channel, cancellationToken);
                await reply.ToAsync(
                    session,
                    text,
                    who.AsRecipient(),
                    "declined",
                    null,
                    _ => Facts.None,
                    cancellationToken,
                    "settled"
                );
                return true;
            default:
                await signUps.TakeAsync(
                    session,
                    who,
                    meant,
                    reading == InboxReading.Reserve,
                    text.Channel,
                    null,
                    occasion,
                    cancellationToken
                );
                return true;
        }
    }

    /// <summary>Who cannot come on a night is booked on none of its shifts any more, and hears it of each.</summary>
    /// <returns>Whether they were booked.</returns>
    private async Task<bool> LeaveAllAsync(
        Session session,
        InboundText text,
        Volunteer who,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var left = false;
        foreach (var shift in Enum.GetValues<ShiftKind>())
        {
            var choice = new Choice(night, shift);
            left |= await signUps.LeaveAsync(
                session,
                who,
                choice,
                text.Channel,
                null,
                $"settled:{text.Id}",
                cancellationToken
            );
        }
        return left;
    }

    /// <summary>The last that they hear is that it is the last.</summary>
    private async Task StopAsync(Session session, InboundText text, Volunteer? who, CancellationToken cancellationToken)
    {
        await stopList.StopAsync(session, text.Sender, text.Channel, cancellationToken);
        var writer =
            people.CoordinatorAt(StopList.Normalized(text.Sender))
            ?? (who is not null && IsOf(text, who) ? who.AsRecipient() : Reply.Unknown(text));
        await reply.ToAsync(
            session,
            text,
            writer,
            "stopped",
            null,
            _ => Facts.None,
            cancellationToken,
            "settled",
            obeysStop: false
        );
        if (people.Coordinators.Contains(writer))
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.CoordinatorStopped, writer.Key, null, Note.Words(writer.Name)),
                cancellationToken
            );
        }
    }

    private static bool IsOf(InboundText text, Volunteer who) =>
        StopList.Normalized(text.Sender) is var sender && (sender == who.Phone?.Value || sender == who.Email);
}
