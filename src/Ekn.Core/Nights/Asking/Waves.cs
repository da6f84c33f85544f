using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// Sends a call out, at once or in waves. When the next wave is due stands in the database as an instant, so that a
/// worker that was away sends it when it is back, and two workers send it once.
/// </summary>
public sealed class Waves(
    LocalTime time,
    NightBook nights,
    ShiftBook shifts,
    CandidateReader candidates,
    AnswerRateReader rates,
    VolunteerCall call,
    QuietHours quietHours,
    IOptions<AskingOptions> options,
    IOptions<ShiftsOptions> shiftsOptions
)
{
    private AskingRule Rule => new(options.Value, shiftsOptions.Value.RestHoursAfterNight);

    /// <summary>The order in which people would be asked now.</summary>
    /// <param name="callBeganAt">Who was asked since then is not asked again; null when the call begins now.</param>
    public async Task<AskingOrder> OrderAsync(
        Session session,
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        bool wide,
        DateTimeOffset? callBeganAt,
        CancellationToken cancellationToken
    ) =>
        Rule.Order(
            night,
            free,
            await candidates.ReadAsync(session, night, callBeganAt, cancellationToken),
            wide,
            time.Now
        );

    public Task<CallPlanRow?> FindAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<CallPlanRow>(
            $"SELECT {CallPlanRow.Columns} FROM call_plan WHERE night = @night",
            new { night },
            cancellationToken
        );

    /// <summary>Begins the call of a night: the first wave goes out, and it is noted when the next is due.</summary>
    /// <returns>Whom the first wave asked and whom not.</returns>
    public async Task<(AskingOrder Order, int Told)> BeginAsync(
        Session session,
        NightRow row,
        string purpose,
        CancellationToken cancellationToken
    )
    {
        // Taken before anybody is written to: who is asked from here on is asked in this call.
        var began = time.Now;
        var free = await shifts.FreeAsync(session, row.Night, cancellationToken);
        if (free.Count == 0)
        {
            // When a place is given back, the call goes on from here.
            await PlanAsync(
                session,
                row.Night,
                purpose,
                wave: 0,
                began,
                nextAt: null,
                RaiseAt(began),
                cancellationToken
            );
            return (AskingOrder.Nobody, 0);
        }
        // At night nobody is asked by itself: the call goes on in the morning, and a coordinator hears of it now.
        var quietUntil = quietHours.Until(time.Now);
        // That a night may open is told to nobody who was asked about it already; that it does open is.
        DateTimeOffset? before = row.State == NightState.Early ? DateTimeOffset.MinValue : null;
        var order = await OrderAsync(session, row.Night, free, wide: false, before, cancellationToken);
        var likely = await SizeAsync(session, row.Night, free, null, cancellationToken);
        var within = order.Asked.Count(ask => !ask.IsBeyondBudget);
        var first = order.First(
            quietUntil is not null ? 0
            : options.Value.Strategy == Strategy.All ? Math.Max(within, likely)
            : likely
        );
        var told = await call.AskAsync(session, row, purpose, free, first.Asked, null, cancellationToken);
        await PlanAsync(
            session,
            row.Night,
            purpose,
            quietUntil is null ? 1 : 0,
            began,
            quietUntil ?? NextAt(free, order.Asked.Count > first.Asked.Count),
            quietUntil is null ? RaiseAt(began) : began,
            cancellationToken
        );
        return (first, told);
    }

    private DateTimeOffset RaiseAt(DateTimeOffset began) =>
        began + TimeSpan.FromMinutes(options.Value.RaiseUnfilledMinutes);

    private Task PlanAsync(
        Session session,
        Night night,
        string purpose,
        int wave,
        DateTimeOffset began,
        DateTimeOffset? nextAt,
        DateTimeOffset raiseAt,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO call_plan (night, purpose, strategy, wave, began_at, next_at, raise_at)
            VALUES (@night, @purpose, @strategy, @wave, @began, @nextAt, @raiseAt)
            ON CONFLICT (night) DO UPDATE SET purpose = @purpose, strategy = @strategy, wave = @wave, began_at = @began,
                next_at = @nextAt, raise_at = @raiseAt, raised_at = NULL
            """,
            new
            {
                night,
                purpose,
                strategy = options.Value.Strategy.ToString().ToLowerInvariant(),
                wave,
                began,
                nextAt,
                raiseAt,
            },
            cancellationToken
        );

    /// <summary>Sends the waves that are due.</summary>
    public async Task SendDueAsync(Session session, CancellationToken cancellationToken)
    {
        var due = await session.QueryAsync<Night>(
            "SELECT night FROM call_plan WHERE next_at <= @Now ORDER BY night",
            new { time.Now },
            cancellationToken
        );
        foreach (var night in due)
        {
            await nights.LockAsync(session, night, cancellationToken);
            // Another worker may have sent it while this one waited for the night.
            if (await FindAsync(session, night, cancellationToken) is { } plan && plan.NextAt <= time.Now)
            {
                await SendNextAsync(session, plan, cancellationToken);
            }
        }
    }

    /// <summary>A place is free again after the call had ended: it goes on, with those who have not been asked.</summary>
    public async Task GoOnAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        // Nobody is asked in the quiet hours: what would come too late is not announced to the coordinator either.
        var next = quietHours.Until(time.Now) ?? time.Now;
        var free = await shifts.FreeAsync(session, night, cancellationToken);
        if (free.All(shift => shift.EndsAt <= next))
        {
            return;
        }
        await session.ExecuteAsync(
            "UPDATE call_plan SET next_at = @next WHERE night = @night AND next_at IS NULL",
            new { night, next },
            cancellationToken
        );
    }

    public Task EndAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE call_plan SET next_at = NULL WHERE night = @night",
            new { night },
            cancellationToken
        );

    private async Task SendNextAsync(Session session, CallPlanRow plan, CancellationToken cancellationToken)
    {
        if (quietHours.Until(time.Now) is { } morning)
        {
            await session.ExecuteAsync(
                "UPDATE call_plan SET next_at = @morning WHERE night = @Night",
                new { plan.Night, morning },
                cancellationToken
            );
            return;
        }
        var row = await nights.FindAsync(session, plan.Night, cancellationToken);
        var free = await shifts.FreeAsync(session, plan.Night, cancellationToken);
        if (row?.State is not (NightState.Open or NightState.Early) || free.Count == 0)
        {
            await EndAsync(session, plan.Night, cancellationToken);
            return;
        }
        var order = await OrderAsync(session, plan.Night, free, wide: false, plan.BeganAt, cancellationToken);
        var size = await SizeAsync(session, plan.Night, free, plan.BeganAt, cancellationToken);
        var wave = order.First(size);
        if (wave.Asked.Count > 0)
        {
            await call.AskAsync(
                session,
                row,
                row.State == NightState.Open ? "call-volunteer" : "early-notice",
                free,
                wave.Asked,
                $"wave:{plan.BeganAt.ToUnixTimeSeconds()}:{plan.Wave + 1}",
                cancellationToken
            );
        }
        var isOver = order.Asked.Count == wave.Asked.Count;
        await session.ExecuteAsync(
            """
            UPDATE call_plan SET wave = wave + @sent, next_at = @nextAt,
                raise_at = CASE WHEN @exhausted = 1 AND raise_at > @Now THEN @Now ELSE raise_at END
            WHERE night = @Night
            """,
            new
            {
                plan.Night,
                time.Now,
                sent = wave.Asked.Count > 0 ? 1 : 0,
                nextAt = NextAt(free, !isOver),
                // Nobody is left to ask: a coordinator need not wait to hear it.
                exhausted = order.Asked.Count == 0 ? 1 : 0,
            },
            cancellationToken
        );
    }

    /// <summary>How many more to ask about a night now.</summary>
    /// <param name="callBeganAt">Of those who were asked since then some will still answer; null when the call begins now.</param>
    public async Task<int> SizeAsync(
        Session session,
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        DateTimeOffset? callBeganAt,
        CancellationToken cancellationToken
    ) =>
        WavePlan.Size(
            free.Sum(shift => shift.Open),
            await RateAsync(session, night, cancellationToken),
            callBeganAt is { } began ? await SilencesAsync(session, night, began, cancellationToken) : []
        );

    private async Task<double> RateAsync(Session session, Night night, CancellationToken cancellationToken) =>
        (await rates.ReadAsync(session, cancellationToken)).Yes(rates.SituationOf(night, time.Now));

    /// <summary>For how long those asked in a call have not answered.</summary>
    private async Task<IReadOnlyList<TimeSpan>> SilencesAsync(
        Session session,
        Night night,
        DateTimeOffset callBeganAt,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await session.QueryAsync<DateTimeOffset>(
                    """
                    SELECT a.asked_at FROM asked a
                    WHERE a.night = @night AND a.asked_at >= @callBeganAt AND a.declined_at IS NULL
                      AND NOT EXISTS (SELECT 1 FROM booking_event e WHERE e.night = a.night AND e.volunteer_id = a.volunteer_id)
                    """,
                    new { night, callBeganAt },
                    cancellationToken
                )
            ).Select(at => time.Now - at),
        ];

    /// <param name="free">The shifts that are asked about.</param>
    /// <param name="more">Whether anybody is left to ask.</param>
    public DateTimeOffset? NextAt(IEnumerable<ShiftOfNight> free, bool more) =>
        more
            ? time.Now
                + WavePlan.Pause(
                    TimeSpan.FromMinutes(options.Value.WaveMinutes),
                    free.Min(shift => shift.StartsAt) - time.Now
                )
            : null;
}
