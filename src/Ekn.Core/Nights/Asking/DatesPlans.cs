using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// The questions about several nights that go out in waves. When the next wave is due stands here as an instant, so that a
/// worker that was away sends it when it is back.
/// </summary>
public sealed class DatesPlans(LocalTime time)
{
    private const string Columns = "call, wave, began_at, next_at";

    public async Task AddAsync(
        Session session,
        DatesPlanRow plan,
        IEnumerable<Night> about,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync(
            "INSERT INTO dates_plan (call, wave, began_at, next_at) VALUES (@Call, @Wave, @BeganAt, @NextAt)",
            new
            {
                plan.Call,
                plan.Wave,
                plan.BeganAt,
                plan.NextAt,
            },
            cancellationToken
        );
        foreach (var night in about)
        {
            await session.ExecuteAsync(
                "INSERT INTO dates_plan_night (call, night) VALUES (@Call, @night)",
                new { plan.Call, night },
                cancellationToken
            );
        }
    }

    /// <summary>Those whose next wave is due. They are kept to this transaction: another worker sees them when it has ended.</summary>
    public Task<IReadOnlyList<DatesPlanRow>> DueAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<DatesPlanRow>(
            $"SELECT {Columns} FROM dates_plan WHERE next_at <= @Now ORDER BY began_at, call {session.Dialect.ForUpdate}",
            new { time.Now },
            cancellationToken
        );

    /// <summary>The questions that nobody has stopped and that are about a night still to come or going on, oldest first.</summary>
    public Task<IReadOnlyList<DatesPlanRow>> RunningAsync(Session session, CancellationToken cancellationToken) =>
        session.QueryAsync<DatesPlanRow>(
            $"""
            SELECT {Columns} FROM dates_plan
            WHERE stopped_at IS NULL
              AND EXISTS (SELECT 1 FROM dates_plan_night n WHERE n.call = dates_plan.call AND n.night >= @yesterday)
            ORDER BY began_at, call
            """,
            new { yesterday = new Night(time.Today).Previous },
            cancellationToken
        );

    /// <returns>False when somebody has stopped it before, or there is no such question.</returns>
    public async Task<bool> StopAsync(Session session, string question, CancellationToken cancellationToken) =>
        await session.ExecuteAsync(
            "UPDATE dates_plan SET next_at = NULL, stopped_at = @Now WHERE call = @question AND stopped_at IS NULL",
            new { question, time.Now },
            cancellationToken
        ) > 0;

    /// <summary>In the order of their dates.</summary>
    public Task<IReadOnlyList<Night>> NightsAsync(
        Session session,
        string question,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<Night>(
            "SELECT night FROM dates_plan_night WHERE call = @question ORDER BY night",
            new { question },
            cancellationToken
        );

    /// <summary>Whom the question has asked, about any of its nights.</summary>
    public async Task<IReadOnlySet<long>> AskedAsync(
        Session session,
        DatesPlanRow plan,
        CancellationToken cancellationToken
    ) =>
        (
            await session.QueryAsync<long>(
                "SELECT DISTINCT volunteer_id FROM asked WHERE call = @Call",
                new { plan.Call },
                cancellationToken
            )
        ).ToHashSet();

    public Task GoOnAsync(
        Session session,
        DatesPlanRow plan,
        int wave,
        DateTimeOffset? nextAt,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            "UPDATE dates_plan SET wave = @wave, next_at = @nextAt WHERE call = @Call",
            new
            {
                plan.Call,
                wave,
                nextAt,
            },
            cancellationToken
        );
}
