using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// Two entries of the register turn out to be one person. Everything that one of them had goes to the other: places,
/// waiting, offers, fixed weekdays, what they were asked and what waits to be sent. Where both have the same, the person has
/// it once. How the one that stays wants to be asked, and its name and addresses, hold; an address that it lacks it gets
/// from the other. Cannot be undone.
/// </summary>
public sealed class Merging(
    LocalTime time,
    NightBook nights,
    VolunteerRegister register,
    ShiftNeeds needs,
    PlaceOffers offers,
    StopList stopList
)
{
    /// <param name="actor">Recipient key of the coordinator.</param>
    /// <returns>False when the two are one, or one of them is gone: merged by somebody else, or erased.</returns>
    public async Task<bool> MergeAsync(
        Session session,
        long staysId,
        long goesId,
        string actor,
        CancellationToken cancellationToken
    )
    {
        // The nights first and in order, as answers take them: whoever answers now does so before or after, as one person.
        var current = await nights.FromAsync(session, new Night(time.Today).Previous, cancellationToken);
        foreach (var night in current)
        {
            await nights.LockAsync(session, night.Night, cancellationToken);
        }
        await session.QueryAsync<long>(
            $"SELECT id FROM volunteer WHERE id IN (@staysId, @goesId) ORDER BY id {session.Dialect.ForUpdate}",
            new { staysId, goesId },
            cancellationToken
        );
        if (
            staysId == goesId
            || await register.FindAsync(session, staysId, cancellationToken) is not { } stays
            || await register.FindAsync(session, goesId, cancellationToken) is not { } goes
        )
        {
            return false;
        }
        // As receipts do: first the messages, then what waits beside them, or two could wait for each other.
        await session.QueryAsync<long>(
            $"SELECT id FROM outbox WHERE recipient IN (@Stays, @Goes) ORDER BY id {session.Dialect.ForUpdate}",
            new { Stays = KeyOf(staysId), Goes = KeyOf(goesId) },
            cancellationToken
        );
        var freed = await FreeDoublesAsync(session, staysId, goesId, cancellationToken);
        var values = new
        {
            Stays = staysId,
            Goes = goesId,
            StaysKey = KeyOf(staysId),
            GoesKey = KeyOf(goesId),
            time.Now,
            Actor = actor,
        };
        foreach (var statement in Statements)
        {
            await session.ExecuteAsync(statement, values, cancellationToken);
        }
        await FollowStopAsync(session, stays, goes, cancellationToken);
        // Last, as it writes to people: a place that was held twice is free for somebody else.
        foreach (var night in freed.GroupBy(shift => shift.Night))
        {
            await offers.FreedAsync(session, night.Key, [.. night.Select(shift => shift.ShiftId)], cancellationToken);
        }
        return true;
    }

    /// <summary>
    /// One person does not work the same hours twice, in whichever rooms: of two such places the one that goes gives its own
    /// back, and what was remarked with it stays with the other.
    /// </summary>
    /// <returns>Those shifts that are not over.</returns>
    private async Task<IReadOnlyList<Held>> FreeDoublesAsync(
        Session session,
        long staysId,
        long goesId,
        CancellationToken cancellationToken
    )
    {
        var doubles = await session.QueryAsync<Held>(
            """
            SELECT p.shift_id, k.shift_id AS kept_shift_id, s.night, s.ends_at, s.night_premises_id, p.remark
            FROM place p
            JOIN shift s ON s.id = p.shift_id
            JOIN shift t ON t.night = s.night AND t.kind = s.kind
            JOIN place k ON k.shift_id = t.id AND k.volunteer_id = @staysId
            WHERE p.volunteer_id = @goesId
            ORDER BY s.night, s.id
            """,
            new { staysId, goesId },
            cancellationToken
        );
        foreach (var one in doubles)
        {
            await session.ExecuteAsync(
                "UPDATE place SET remark = COALESCE(remark, @Remark) WHERE shift_id = @KeptShiftId AND volunteer_id = @staysId",
                new
                {
                    one.Remark,
                    one.KeptShiftId,
                    staysId,
                },
                cancellationToken
            );
            await session.ExecuteAsync(
                "UPDATE place SET volunteer_id = NULL, booked_at = NULL, remark = NULL WHERE shift_id = @ShiftId AND volunteer_id = @goesId",
                new { one.ShiftId, goesId },
                cancellationToken
            );
        }
        var ahead = doubles.Where(one => one.EndsAt > time.Now).ToList();
        foreach (var room in ahead.Select(one => one.NightPremisesId).Distinct())
        {
            await needs.FitAsync(session, room, cancellationToken);
        }
        return ahead;
    }

    /// <summary>STOP wins: who has said it under one of the two names has said it.</summary>
    private async Task FollowStopAsync(
        Session session,
        Volunteer stays,
        Volunteer goes,
        CancellationToken cancellationToken
    )
    {
        List<string> now = [.. Addresses(stays)];
        now.AddRange(
            new[]
            {
                stays.Phone is null ? goes.Phone?.Value : null,
                stays.Email is null ? goes.Email : null,
            }.OfType<string>()
        );
        await stopList.FollowAsync(session, Addresses(goes), now, cancellationToken);
        await stopList.FollowAsync(session, Addresses(stays), now, cancellationToken);
    }

    private static List<string> Addresses(Volunteer one) => [.. new[] { one.Phone?.Value, one.Email }.OfType<string>()];

    private static string KeyOf(long id) => $"volunteer:{id}";

    // Whatever else stands under both: of the one that stays there is one row, with the best of the two.
    private static readonly string[] Statements =
    [
        "UPDATE place SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        // Waiting. Whoever has a place waits for it no more.
        """
            UPDATE standby SET
                kind = CASE WHEN EXISTS (SELECT 1 FROM standby g WHERE g.shift_id = standby.shift_id AND g.volunteer_id = @Goes AND g.kind = 'waiting')
                    THEN 'waiting' ELSE kind END,
                remark = COALESCE(remark, (SELECT g.remark FROM standby g WHERE g.shift_id = standby.shift_id AND g.volunteer_id = @Goes))
            WHERE volunteer_id = @Stays
            """,
        """
            UPDATE standby SET since = (SELECT g.since FROM standby g WHERE g.shift_id = standby.shift_id AND g.volunteer_id = @Goes)
            WHERE volunteer_id = @Stays AND EXISTS (
                SELECT 1 FROM standby g WHERE g.shift_id = standby.shift_id AND g.volunteer_id = @Goes AND g.since < standby.since)
            """,
        """
            DELETE FROM standby WHERE volunteer_id = @Goes
              AND EXISTS (SELECT 1 FROM standby k WHERE k.shift_id = standby.shift_id AND k.volunteer_id = @Stays)
            """,
        "UPDATE standby SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        """
            DELETE FROM standby WHERE volunteer_id = @Stays AND EXISTS (
                SELECT 1 FROM shift s JOIN shift t ON t.night = s.night AND t.kind = s.kind JOIN place p ON p.shift_id = t.id
                WHERE s.id = standby.shift_id AND p.volunteer_id = @Stays)
            """,
        // Offers: one at a time of a shift, and none of what they have.
        "UPDATE place_offer SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        """
            UPDATE place_offer SET outcome = 'moot', ended_at = @Now
            WHERE volunteer_id = @Stays AND outcome IS NULL AND (
                EXISTS (
                    SELECT 1 FROM shift s JOIN shift t ON t.night = s.night AND t.kind = s.kind JOIN place p ON p.shift_id = t.id
                    WHERE s.id = place_offer.shift_id AND p.volunteer_id = @Stays)
                OR EXISTS (
                    SELECT 1 FROM place_offer f JOIN shift t ON t.id = f.shift_id JOIN shift s ON t.night = s.night AND t.kind = s.kind
                    WHERE s.id = place_offer.shift_id AND f.volunteer_id = @Stays AND f.outcome IS NULL AND f.id < place_offer.id))
            """,
        // What they were asked. A no under one name is a no.
        """
            UPDATE asked SET
                declined_at = COALESCE(declined_at, (SELECT g.declined_at FROM asked g WHERE g.night = asked.night AND g.volunteer_id = @Goes)),
                asked_back_at = COALESCE(asked_back_at, (SELECT g.asked_back_at FROM asked g WHERE g.night = asked.night AND g.volunteer_id = @Goes)),
                asked_at = COALESCE((SELECT MAX(g.asked_at) FROM asked g WHERE g.night = asked.night AND g.volunteer_id IN (@Stays, @Goes)), asked_at),
                first_asked_at = (SELECT MIN(g.first_asked_at) FROM asked g WHERE g.night = asked.night AND g.volunteer_id IN (@Stays, @Goes))
            WHERE volunteer_id = @Stays
              AND EXISTS (SELECT 1 FROM asked g WHERE g.night = asked.night AND g.volunteer_id = @Goes)
            """,
        """
            DELETE FROM asked WHERE volunteer_id = @Goes
              AND EXISTS (SELECT 1 FROM asked k WHERE k.night = asked.night AND k.volunteer_id = @Stays)
            """,
        "UPDATE asked SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        "UPDATE booking_event SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        // Who has been seen was there.
        """
            DELETE FROM attendance WHERE volunteer_id = @Stays AND state = 'absent'
              AND EXISTS (SELECT 1 FROM attendance g WHERE g.shift_id = attendance.shift_id AND g.volunteer_id = @Goes)
            """,
        """
            DELETE FROM attendance WHERE volunteer_id = @Goes
              AND EXISTS (SELECT 1 FROM attendance k WHERE k.shift_id = attendance.shift_id AND k.volunteer_id = @Stays)
            """,
        "UPDATE attendance SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        """
            INSERT INTO standing_shift (volunteer_id, weekday, kind, since)
            SELECT @Stays, weekday, kind, since FROM standing_shift WHERE volunteer_id = @Goes
            ON CONFLICT (volunteer_id, weekday, kind) DO NOTHING
            """,
        "DELETE FROM standing_shift WHERE volunteer_id = @Goes",
            // Messages: what one of them has had, or gets, the other does not get as well.
            $"""
            UPDATE outbox SET state = 'cancelled', called_off_at = @Now, ended_at = @Now
            WHERE recipient = @GoesKey AND state = 'queued' AND EXISTS (
                SELECT 1 FROM outbox k WHERE k.recipient = @StaysKey AND k.message_key = {ItsKey("outbox.message_key")}
                  AND k.state IN ('queued', 'sending', 'unknown', 'accepted', 'delivered'))
            """,
        $"""
            UPDATE outbox SET state = 'cancelled', called_off_at = @Now, ended_at = @Now
            WHERE recipient = @StaysKey AND state = 'queued' AND EXISTS (
                SELECT 1 FROM outbox g WHERE g.recipient = @GoesKey AND {ItsKey("g.message_key")} = outbox.message_key
                  AND g.state IN ('sending', 'unknown', 'accepted', 'delivered'))
            """,
        "DELETE FROM spare WHERE outbox_id IN (SELECT id FROM outbox WHERE recipient IN (@StaysKey, @GoesKey) AND state = 'cancelled')",
            // The key says to whom: one that is not sent makes way for one that is.
            $"""
            UPDATE outbox SET message_key = message_key || '|merged:' || id
            WHERE recipient = @StaysKey AND state IN ('cancelled', 'failed', 'expired', 'stopped') AND EXISTS (
                SELECT 1 FROM outbox g WHERE g.recipient = @GoesKey AND {ItsKey("g.message_key")} = outbox.message_key
                  AND g.state NOT IN ('cancelled', 'failed', 'expired', 'stopped'))
            """,
        $"UPDATE spare SET message_key = {ItsKey("message_key")} WHERE outbox_id IN (SELECT id FROM outbox WHERE recipient = @GoesKey)",
        $"""
            UPDATE outbox SET recipient = @StaysKey, message_key = CASE
                WHEN EXISTS (SELECT 1 FROM outbox k WHERE k.message_key = {ItsKey("outbox.message_key")})
                THEN {ItsKey("message_key")} || '|merged:' || id ELSE {ItsKey("message_key")} END
            WHERE recipient = @GoesKey
            """,
        // Ways in: links in what they were sent, and browsers that they are signed in on.
        "UPDATE link SET subject = @StaysKey WHERE subject = @GoesKey",
        "UPDATE device SET volunteer_id = @Stays WHERE volunteer_id = @Goes",
        // The contact test.
        """
            INSERT INTO contact_person (round_id, person, spoken_at, spoken_by)
            SELECT round_id, @StaysKey, spoken_at, spoken_by FROM contact_person WHERE person = @GoesKey
            ON CONFLICT (round_id, person) DO UPDATE SET spoken_at = COALESCE(contact_person.spoken_at, excluded.spoken_at),
                spoken_by = COALESCE(contact_person.spoken_by, excluded.spoken_by)
            """,
        "DELETE FROM contact_person WHERE person = @GoesKey",
        """
            INSERT INTO contact_sharer (contact_address_id, person)
            SELECT contact_address_id, @StaysKey FROM contact_sharer WHERE person = @GoesKey
            ON CONFLICT (contact_address_id, person) DO NOTHING
            """,
        "DELETE FROM contact_sharer WHERE person = @GoesKey",
        "UPDATE contact_address SET lead = @StaysKey WHERE lead = @GoesKey",
        // The person. A pause under one name is a pause.
        """
            UPDATE volunteer SET
                phone = COALESCE(phone, (SELECT g.phone FROM volunteer g WHERE g.id = @Goes)),
                email = COALESCE(email, (SELECT g.email FROM volunteer g WHERE g.id = @Goes)),
                speaks = COALESCE(speaks, (SELECT g.speaks FROM volunteer g WHERE g.id = @Goes)),
                consent_on = COALESCE(consent_on, (SELECT g.consent_on FROM volunteer g WHERE g.id = @Goes)),
                paused_until = (SELECT MAX(g.paused_until) FROM volunteer g WHERE g.id IN (@Stays, @Goes))
            WHERE id = @Stays
            """,
        """
            UPDATE volunteer SET name = '', phone = NULL, email = '', language = 'sv', weekdays = NULL, shifts = NULL,
                consent_on = NULL, channel = 'both', speaks = NULL, paused_until = NULL, erased_at = @Now
            WHERE id = @Goes
            """,
        "INSERT INTO change_event (at, actor, kind, subject, detail) VALUES (@Now, @Actor, 'merged', @StaysKey, @GoesKey)",
    ];

    /// <summary>The key that a message to the one that goes would have as one to the one that stays.</summary>
    private static string ItsKey(string column) =>
        $"REPLACE({column}, '|' || @GoesKey || '|', '|' || @StaysKey || '|')";

    private sealed record Held
    {
        public long ShiftId { get; init; }
        public long KeptShiftId { get; init; }
        public Night Night { get; init; }
        public DateTimeOffset EndsAt { get; init; }
        public long NightPremisesId { get; init; }
        public string? Remark { get; init; }
    }
}
