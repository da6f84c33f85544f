using Ekn.Core.Calendar;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Asking;

/// <summary>Questions about several nights that have not left when the last of their nights is filled, or when they are stopped: they are not sent.</summary>
public sealed class DatesQueue(TimeProvider clock, ShiftBook shifts)
{
    private const string Waiting = """
        FROM outbox o
        JOIN asked a ON o.message_key IN ('call-dates||0|volunteer:' || a.volunteer_id || '|sms|' || a.call,
                                          'call-dates||0|volunteer:' || a.volunteer_id || '|email|' || a.call)
        WHERE o.purpose = 'call-dates' AND o.state = 'queued'
        """;

    /// <summary>All of a question that has been stopped.</summary>
    public async Task CancelAllAsync(Session session, string question, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync<Row>(
            $"""
            SELECT DISTINCT o.id, a.volunteer_id, a.call {Waiting} AND a.call = @question
            ORDER BY o.id
            """,
            new { question },
            cancellationToken
        );
        await CancelAsync(session, waiting.Select(row => row.Id), cancellationToken);
        foreach (var volunteer in waiting.Select(row => row.VolunteerId).Distinct())
        {
            await ForgetUnaskedAsync(session, volunteer, question, cancellationToken);
        }
    }

    /// <param name="filled">A night whose last place has just been taken.</param>
    public async Task CancelAsync(Session session, Night filled, CancellationToken cancellationToken)
    {
        var waiting = await session.QueryAsync<Row>(
            $"""
            SELECT o.id, a.volunteer_id, a.call, a.night {Waiting} AND EXISTS (
                SELECT 1 FROM asked f WHERE f.night = @filled AND f.volunteer_id = a.volunteer_id AND f.call = a.call)
            ORDER BY o.id
            """,
            new { filled },
            cancellationToken
        );
        var lacking = new HashSet<Night>();
        foreach (var night in waiting.Select(row => row.Night).Distinct())
        {
            if ((await shifts.OfNightAsync(session, night, cancellationToken)).Any(shift => shift.Missing > 0))
            {
                lacking.Add(night);
            }
        }
        await CancelAsync(
            session,
            waiting
                .GroupBy(row => row.Id)
                .Where(rows => !rows.Any(row => lacking.Contains(row.Night)))
                .Select(rows => rows.Key),
            cancellationToken
        );
        foreach (var (volunteerId, call) in waiting.Select(row => (row.VolunteerId, row.Call)).Distinct())
        {
            await ForgetUnaskedAsync(session, volunteerId, call, cancellationToken);
        }
    }

    private async Task CancelAsync(Session session, IEnumerable<long> messages, CancellationToken cancellationToken)
    {
        foreach (var id in messages.Distinct())
        {
            await session.ExecuteAsync(
                """
                UPDATE outbox SET state = 'cancelled', called_off_at = @Now, ended_at = @Now
                WHERE id = @id AND state = 'queued'
                """,
                new { id, Now = clock.GetUtcNow() },
                cancellationToken
            );
        }
    }

    /// <summary>Whom the question never left for has not been asked, nor has anybody with the same phone whom its text named.</summary>
    private static Task ForgetUnaskedAsync(
        Session session,
        long volunteerId,
        string call,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            DELETE FROM asked WHERE call = @call AND declined_at IS NULL
              AND volunteer_id IN (
                SELECT v.id FROM volunteer v JOIN volunteer h ON h.id = @volunteerId AND (v.id = h.id OR v.phone = h.phone))
              AND NOT EXISTS (
                SELECT 1 FROM booking_event e WHERE e.night = asked.night AND e.volunteer_id = asked.volunteer_id)
              AND NOT EXISTS (
                SELECT 1 FROM volunteer v JOIN volunteer h ON h.id = v.id OR h.phone = v.phone
                JOIN outbox o ON o.message_key IN ('call-dates||0|volunteer:' || h.id || '|sms|' || @call,
                                                   'call-dates||0|volunteer:' || h.id || '|email|' || @call)
                WHERE v.id = asked.volunteer_id AND o.state <> 'cancelled')
            """,
            new { volunteerId, call },
            cancellationToken
        );

    private sealed record Row
    {
        public long Id { get; init; }
        public long VolunteerId { get; init; }
        public string Call { get; init; } = "";
        public Night Night { get; init; }
    }
}
