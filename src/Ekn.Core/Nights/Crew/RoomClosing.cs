using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// Takes everybody out of a room that closes while others stay open, or that falls away before its night opens: then nobody
/// has heard of a place but those booked, who hear where it is as the night opens.
/// </summary>
public sealed class RoomClosing(
    TimeProvider clock,
    NightHours hours,
    ShiftBook shifts,
    ShiftNeeds needs,
    AddressBook addresses,
    HiredStaff hired,
    HiredLetters hiredLetters,
    LetterWriter letters,
    NightWords words
)
{
    /// <summary>The shifts stay, as history points to them, but without places.</summary>
    public async Task EmptyAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var all = await shifts.OfNightAsync(session, row.Night, cancellationToken);
        if (row.State != NightState.Open)
        {
            all = [.. all.Where(shift => shift.IsLent || shift.NightPremisesId == room.Id)];
            await TakeHiredAlongAsync(session, room, all, cancellationToken);
        }
        // Whether another room needs them is for a coordinator to say, who pays for them.
        var now = clock.GetUtcNow();
        foreach (var person in await hired.OfRoomAsync(session, room.Id, cancellationToken))
        {
            if (person.EndsAt <= now)
            {
                continue;
            }
            await hiredLetters.WriteAsync(session, row, "hired-off", person, occasion, cancellationToken);
            await session.ExecuteAsync("DELETE FROM hired WHERE id = @Id", new { person.Id }, cancellationToken);
        }
        foreach (var shift in all.Where(shift => shift.NightPremisesId == room.Id))
        {
            await session.ExecuteAsync(
                "UPDATE place_offer SET outcome = 'moot', ended_at = @now WHERE shift_id = @Id AND outcome IS NULL",
                new { shift.Id, now },
                cancellationToken
            );
            if (shift.EndsAt <= now)
            {
                // Who has worked there has worked there, and sleeps now.
                await session.ExecuteAsync(
                    "UPDATE shift SET closed = 1 WHERE id = @Id",
                    new { shift.Id },
                    cancellationToken
                );
                continue;
            }
            var booked = await session.QueryAsync<Held>(
                "SELECT volunteer_id, remark FROM place WHERE shift_id = @Id AND volunteer_id IS NOT NULL ORDER BY number",
                new { shift.Id },
                cancellationToken
            );
            await session.ExecuteAsync("DELETE FROM place WHERE shift_id = @Id", new { shift.Id }, cancellationToken);
            await session.ExecuteAsync(
                "UPDATE shift SET heads = 0, closed = 1 WHERE id = @Id",
                new { shift.Id },
                cancellationToken
            );
            // One whose church has taken it back is no place to go to while there is another.
            var others = all.Where(other => other.Kind == shift.Kind && other.NightPremisesId != room.Id)
                .OrderByDescending(other => other.IsLent)
                .ToList();
            foreach (var held in booked)
            {
                await RehomeAsync(session, row, shift, others, held, occasion, cancellationToken);
            }
            // Who waits for the shift waits for it wherever it is.
            if (others.Count > 0)
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO standby (shift_id, volunteer_id, kind, since, remark)
                    SELECT @To, volunteer_id, kind, since, remark FROM standby WHERE shift_id = @From
                    ON CONFLICT (shift_id, volunteer_id) DO NOTHING
                    """,
                    new { From = shift.Id, To = others[0].Id },
                    cancellationToken
                );
            }
            await session.ExecuteAsync("DELETE FROM standby WHERE shift_id = @Id", new { shift.Id }, cancellationToken);
        }
    }

    private async Task TakeHiredAlongAsync(
        Session session,
        PremisesOfNight room,
        IReadOnlyList<ShiftOfNight> all,
        CancellationToken cancellationToken
    )
    {
        foreach (var shift in all.Where(shift => shift.NightPremisesId == room.Id))
        {
            if (all.FirstOrDefault(one => one.Kind == shift.Kind && one.NightPremisesId != room.Id) is not { } other)
            {
                continue;
            }
            await session.ExecuteAsync(
                "UPDATE hired SET shift_id = @To WHERE shift_id = @From",
                new { To = other.Id, From = shift.Id },
                cancellationToken
            );
            await needs.FitAsync(session, other.NightPremisesId, cancellationToken);
        }
    }

    private async Task RehomeAsync(
        Session session,
        NightRow row,
        ShiftOfNight from,
        IReadOnlyList<ShiftOfNight> others,
        Held held,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var volunteer = held.VolunteerId;
        ShiftOfNight? found = null;
        foreach (var other in others)
        {
            var taken = await session.ExecuteAsync(
                """
                UPDATE place SET volunteer_id = @volunteer, booked_at = @now, remark = @Remark
                WHERE shift_id = @Id AND volunteer_id IS NULL AND number = (
                    SELECT MIN(f.number) FROM place f WHERE f.shift_id = @Id AND f.volunteer_id IS NULL)
                  AND (SELECT COUNT(*) FROM place e WHERE e.shift_id = @Id AND e.volunteer_id IS NULL)
                    > (SELECT COUNT(*) FROM place_offer o WHERE o.shift_id = @Id AND o.outcome IS NULL)
                """,
                new
                {
                    volunteer,
                    held.Remark,
                    now = clock.GetUtcNow(),
                    other.Id,
                },
                cancellationToken
            );
            if (taken == 1)
            {
                found = other;
                break;
            }
        }
        await RememberAsync(session, from, volunteer, "withdrawn", cancellationToken);
        if (found is not null)
        {
            await RememberAsync(session, found, volunteer, "booked", cancellationToken);
        }
        else if (others.Count > 0)
        {
            // They wanted to come: they wait for the same shift elsewhere, and have not said no.
            await session.ExecuteAsync(
                """
                INSERT INTO standby (shift_id, volunteer_id, kind, since, remark)
                VALUES (@Id, @volunteer, 'waiting', @now, @Remark)
                ON CONFLICT (shift_id, volunteer_id) DO NOTHING
                """,
                new
                {
                    others[0].Id,
                    volunteer,
                    held.Remark,
                    now = clock.GetUtcNow(),
                },
                cancellationToken
            );
            await RememberAsync(session, others[0], volunteer, "waiting", cancellationToken);
        }
        if (found is not null && row.State != NightState.Open)
        {
            return;
        }
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, [$"volunteer:{volunteer}"], cancellationToken),
            new Letter(
                found is null ? "room-closed" : "moved",
                row.Night,
                row.Revision,
                wording => words.Of(row, [found ?? from])(wording).With("oldPremises", from.Premises)
            )
            {
                Reach = Reach.Every,
                Occasion = $"{occasion}:{from.Kind}",
                ExpiresAt = hours.EndOf(row.Night),
            },
            cancellationToken
        );
    }

    private Task RememberAsync(
        Session session,
        ShiftOfNight shift,
        long volunteer,
        string kind,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO booking_event (night, shift_id, volunteer_id, kind, at, via)
            VALUES (@Night, @Id, @volunteer, @kind, @now, 'web')
            """,
            new
            {
                shift.Night,
                shift.Id,
                volunteer,
                kind,
                now = clock.GetUtcNow(),
            },
            cancellationToken
        );

    private sealed record Held
    {
        public long VolunteerId { get; init; }

        public string? Remark { get; init; }
    }
}
