using Ekn.Core.Calendar;
using Ekn.Core.Replies;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// A volunteer is forgotten: name, addresses, preferences, and every message to or from them. What the operation did stays
/// as numbers: that somebody was asked, came or did not. Cannot be undone. An address that said STOP stays stopped, so that
/// an old list does not bring it back; one that somebody else has too stays theirs.
/// </summary>
public sealed class Erasure(LocalTime time, SignUps signUps, Shifts.ShiftBook shifts, Shifts.Bookings bookings)
{
    /// <param name="actor">Recipient key of who decided it: the volunteer, or a coordinator.</param>
    public async Task EraseAsync(
        Session session,
        Volunteer volunteer,
        string actor,
        CancellationToken cancellationToken
    )
    {
        // As receipts do: first the messages, then what waits beside them, or two could wait for each other.
        await session.QueryAsync<long>(
            $"SELECT id FROM outbox WHERE recipient = @key ORDER BY id {session.Dialect.ForUpdate}",
            new { key = $"volunteer:{volunteer.Id}" },
            cancellationToken
        );
        var today = time.NightAt(time.Now, new TimeOnly(12, 0));
        // Places are freed first, while those who wait for one can still be told why nothing more is known.
        foreach (var shift in await shifts.BookedByAsync(session, volunteer.Id, today, cancellationToken))
        {
            if (shift.EndsAt > time.Now)
            {
                await signUps.LeaveAsync(
                    session,
                    volunteer,
                    new Choice(shift.Night, shift.Kind),
                    "web",
                    null,
                    $"erased:{volunteer.Id}",
                    cancellationToken
                );
            }
            await bookings.LeaveStandbyAsync(session, shift.Night, volunteer.Id, cancellationToken);
        }
        var values = new
        {
            volunteer.Id,
            Key = $"volunteer:{volunteer.Id}",
            At = time.Now,
            // Who erases themselves is named by nothing but the number, as the history has it.
            Actor = actor,
        };
        foreach (var statement in Statements)
        {
            await session.ExecuteAsync(statement, values, cancellationToken);
        }
        foreach (var address in new[] { volunteer.Phone?.Value, volunteer.Email }.OfType<string>())
        {
            await ForgetAddressAsync(session, address, cancellationToken);
        }
    }

    private static readonly string[] Statements =
    [
        "DELETE FROM spare WHERE outbox_id IN (SELECT id FROM outbox WHERE recipient = @Key)",
        """
            UPDATE volunteer SET name = '', phone = NULL, email = '', language = 'sv', weekdays = NULL, shifts = NULL,
                consent_on = NULL, channel = 'both', speaks = NULL, paused_until = NULL, erased_at = @At
            WHERE id = @Id
            """,
        "DELETE FROM standby WHERE volunteer_id = @Id",
        "DELETE FROM standing_shift WHERE volunteer_id = @Id",
        "UPDATE place_offer SET outcome = 'declined', ended_at = @At WHERE volunteer_id = @Id AND outcome IS NULL",
        "UPDATE place SET remark = NULL WHERE volunteer_id = @Id",
        "UPDATE booking_event SET remark = NULL WHERE volunteer_id = @Id",
        "DELETE FROM link WHERE subject = @Key",
        "DELETE FROM contact_sharer WHERE person = @Key",
        "DELETE FROM contact_person WHERE person = @Key",
        "DELETE FROM contact_address WHERE NOT EXISTS (SELECT 1 FROM contact_sharer s WHERE s.contact_address_id = contact_address.id)",
        "UPDATE device SET ended_at = COALESCE(ended_at, @At), volunteer_id = NULL WHERE volunteer_id = @Id",
        """
            UPDATE outbox SET called_off_at = COALESCE(called_off_at, @At),
                ended_at = CASE WHEN state = 'sending' THEN ended_at ELSE COALESCE(ended_at, @At) END,
                state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
            WHERE recipient = @Key AND state IN ('queued', 'unknown', 'sending')
            """,
        "UPDATE outbox SET address = '', name = '', subject = NULL, text = '', html = NULL, unsubscribe_link = NULL WHERE recipient = @Key AND state <> 'sending'",
        "INSERT INTO change_event (at, actor, kind, subject) VALUES (@At, @Actor, 'erased', @Key)",
    ];

    // A shared phone, or one of a coordinator, goes on being theirs, and so does what was written from it.
    private async Task ForgetAddressAsync(Session session, string address, CancellationToken cancellationToken)
    {
        var others = await session.SingleAsync<long>(
            """
            SELECT (SELECT COUNT(*) FROM volunteer WHERE phone = @address OR email = @address)
                + (SELECT COUNT(*) FROM premises WHERE phone = @address OR email = @address)
            """,
            new { address },
            cancellationToken
        );
        if (others > 0)
        {
            return;
        }
        await session.ExecuteAsync(
            "UPDATE inbound SET sender = '', text = '', subject = NULL WHERE sender = @address AND role = 'volunteer'",
            new { address },
            cancellationToken
        );
        await session.ExecuteAsync("DELETE FROM sign_in WHERE address = @address", new { address }, cancellationToken);
        await session.ExecuteAsync(
            "UPDATE device SET ended_at = COALESCE(ended_at, @now), address = '' WHERE address = @address",
            new { address, now = time.Now },
            cancellationToken
        );
    }
}
