using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Deciding;

/// <summary>The append-only history of decisions.</summary>
public sealed class DecisionLog
{
    public async Task<NightDecision> ReadAsync(Session session, Night night, CancellationToken cancellationToken) =>
        NightDecision.From(
            night,
            await session.QueryAsync<DecisionEvent>(
                """
                SELECT night, seq, kind AS step, at, actor, via, outcome, reason, assessment_id, deadline_at
                FROM decision_event WHERE night = @night ORDER BY seq
                """,
                new { night },
                cancellationToken
            )
        );

    /// <summary>Nights from <paramref name="from"/> on whose last entry is an unanswered question.</summary>
    public async Task<IReadOnlyList<Night>> PendingFromAsync(
        Session session,
        Night from,
        CancellationToken cancellationToken
    ) =>
        await session.QueryAsync<Night>(
            """
            SELECT e.night FROM decision_event e
            WHERE e.night >= @from AND e.kind IN ('proposed', 'held')
              AND e.seq = (SELECT MAX(seq) FROM decision_event WHERE night = e.night)
            ORDER BY e.night
            """,
            new { from },
            cancellationToken
        );

    /// <returns>False when somebody else wrote the night's next entry first; nothing is written then.</returns>
    public async Task<bool> AppendAsync(Session session, DecisionEvent entry, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            """
            INSERT INTO decision_event (night, seq, kind, at, actor, via, outcome, reason, assessment_id, deadline_at)
            VALUES (@Night, @Seq, @Step, @At, @Actor, @Via, @Outcome, @Reason, @AssessmentId, @DeadlineAt)
            ON CONFLICT (night, seq) DO NOTHING
            """,
            new
            {
                entry.Night,
                entry.Seq,
                Step = entry.Step.ToString().ToLowerInvariant(),
                entry.At,
                entry.Actor,
                entry.Via,
                Outcome = entry.Outcome.ToString().ToLowerInvariant(),
                entry.Reason,
                entry.AssessmentId,
                entry.DeadlineAt,
            },
            cancellationToken
        ) == 1;
}
