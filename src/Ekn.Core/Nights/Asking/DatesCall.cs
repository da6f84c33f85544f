using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Opening;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// One question about several nights ("dessa nätter saknas folk: …"), made from the gaps of the coming nights. It goes out
/// as a call about one night does, at once or in waves. Each volunteer reads only of the nights that they may be asked
/// about, and of each question once.
/// </summary>
public sealed class DatesCall(
    LocalTime time,
    NightBook nights,
    NightHours hours,
    ShiftBook shifts,
    Waves waves,
    DatesPlans plans,
    DatesStop stop,
    DatesLetter letter,
    CallOut callOut,
    QuietHours quietHours,
    IOptions<AskingOptions> asking
)
{
    /// <summary>More would not fit into a text message that people still read.</summary>
    public const int MostNights = 4;

    /// <summary>So far ahead a forecast says anything at all.</summary>
    public const int DaysAhead = 9;

    /// <summary>The coming nights and what they lack. A night that nobody has spoken of yet has no shifts.</summary>
    public async Task<IReadOnlyList<Gap>> GapsAsync(Session session, CancellationToken cancellationToken)
    {
        var gaps = new List<Gap>();
        for (var day = 0; day <= DaysAhead; day++)
        {
            var night = new Night(time.Today.AddDays(day));
            var row = await nights.FindAsync(session, night, cancellationToken);
            if (
                !hours.IsOver(night)
                && row is not { State: NightState.Off or NightState.Ended } and not { Practice: true }
            )
            {
                gaps.Add(
                    new Gap(
                        night,
                        row?.State ?? NightState.Waiting,
                        await shifts.FreeAsync(session, night, cancellationToken)
                    )
                );
            }
        }
        return gaps;
    }

    /// <summary>
    /// Asks now about these nights, and notes when the next wave is due. Nights that were not spoken of yet become nights
    /// that may open.
    /// </summary>
    /// <param name="everybody">Everybody now, and no waves, whatever the settings say.</param>
    /// <param name="form">The id of the form; part of the key of each message.</param>
    /// <returns>Whom it asked, in order, and who waits for a later wave.</returns>
    public async Task<AskingOrder> SendAsync(
        Session session,
        IReadOnlyList<Night> about,
        bool everybody,
        string form,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<NightRow>();
        foreach (var night in about.Distinct().Order())
        {
            if (await callOut.PrepareAsync(session, night, cancellationToken) is var row && IsOn(row))
            {
                rows.Add(row);
            }
        }
        // Taken before anybody is written to: who is asked from here on is asked in this call.
        var plan = new DatesPlanRow { Call = $"dates:{form}", BeganAt = time.Now };
        var lacking = await LackingAsync(session, rows, plan, everybody, cancellationToken);
        var wave = DatesWave.Of(lacking);
        var told = await letter.WriteAsync(session, wave.Now, plan.Call, byCoordinator: true, cancellationToken);
        plan = plan with { Wave = 1, NextAt = NextAt(lacking, wave) };
        await plans.AddAsync(session, plan, rows.Select(row => row.Night), cancellationToken);
        return new AskingOrder(
            told,
            [.. wave.Later.Select(ask => new AskingOrder.Spare(ask.Who.Who, LeftOut.LaterWave))]
        );
    }

    /// <summary>The questions that are out about nights that lack people, which a coordinator may stop.</summary>
    public async Task<IReadOnlyList<Running>> RunningAsync(Session session, CancellationToken cancellationToken)
    {
        var running = new List<Running>();
        foreach (var plan in await plans.RunningAsync(session, cancellationToken))
        {
            var lacking = new List<Night>();
            foreach (var row in await GoingOnAsync(session, plan, cancellationToken))
            {
                if ((await shifts.FreeAsync(session, row.Night, cancellationToken)).Count > 0)
                {
                    lacking.Add(row.Night);
                }
            }
            if (lacking.Count == 0)
            {
                continue;
            }
            var silent = await stop.SilentAsync(session, plan.Call, cancellationToken);
            // Everybody has been asked and has answered: nothing is left to stop.
            if (plan.NextAt is not null || silent.Count > 0)
            {
                running.Add(new Running(plan.Call, lacking, plan.NextAt, silent.Count));
            }
        }
        return running;
    }

    /// <summary>Sends the waves that are due.</summary>
    public async Task SendDueAsync(Session session, CancellationToken cancellationToken)
    {
        var due = await plans.DueAsync(session, cancellationToken);
        var about = new SortedSet<Night>();
        foreach (var plan in due)
        {
            about.UnionWith(await plans.NightsAsync(session, plan.Call, cancellationToken));
        }
        // In the order of their dates, over all questions, as answers lock them.
        foreach (var night in about)
        {
            await nights.LockAsync(session, night, cancellationToken);
        }
        var morning = quietHours.Until(time.Now);
        foreach (var plan in due)
        {
            await (
                morning is null
                    ? SendNextAsync(session, plan, cancellationToken)
                    : plans.GoOnAsync(session, plan, plan.Wave, morning, cancellationToken)
            );
        }
    }

    private async Task SendNextAsync(Session session, DatesPlanRow plan, CancellationToken cancellationToken)
    {
        var rows = await GoingOnAsync(session, plan, cancellationToken);
        var lacking = await LackingAsync(session, rows, plan, everybody: false, cancellationToken);
        var wave = DatesWave.Of(lacking);
        var told = await letter.WriteAsync(session, wave.Now, plan.Call, byCoordinator: false, cancellationToken);
        await plans.GoOnAsync(
            session,
            plan,
            told.Count > 0 ? plan.Wave + 1 : plan.Wave,
            NextAt(lacking, wave),
            cancellationToken
        );
    }

    /// <summary>Those of its nights that the question still is about.</summary>
    private async Task<IReadOnlyList<NightRow>> GoingOnAsync(
        Session session,
        DatesPlanRow plan,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<NightRow>();
        foreach (var night in await plans.NightsAsync(session, plan.Call, cancellationToken))
        {
            // A night that has begun a call of its own since then, as when it was opened, is asked about by that one.
            if (
                await nights.FindAsync(session, night, cancellationToken) is { } row
                && IsOn(row)
                && !((await waves.FindAsync(session, night, cancellationToken))?.BeganAt > plan.BeganAt)
            )
            {
                rows.Add(row);
            }
        }
        return rows;
    }

    /// <summary>Those of the nights that lack people, with who may be asked about each and how many are asked now.</summary>
    private async Task<IReadOnlyList<DatesWave.Lacking>> LackingAsync(
        Session session,
        IReadOnlyList<NightRow> rows,
        DatesPlanRow plan,
        bool everybody,
        CancellationToken cancellationToken
    )
    {
        var asked = await plans.AskedAsync(session, plan, cancellationToken);
        var lacking = new List<DatesWave.Lacking>();
        foreach (var row in rows)
        {
            var free = await shifts.FreeAsync(session, row.Night, cancellationToken);
            if (free.Count == 0)
            {
                continue;
            }
            // Whoever was asked about the night at all is not asked about it again, and nobody gets this question twice.
            var order = await waves.OrderAsync(
                session,
                row.Night,
                free,
                wide: false,
                DateTimeOffset.MinValue,
                cancellationToken
            );
            order = order with { Asked = [.. order.Asked.Where(ask => !asked.Contains(ask.Who.Id))] };
            var likely = await waves.SizeAsync(
                session,
                row.Night,
                free,
                plan.Wave == 0 ? null : plan.BeganAt,
                cancellationToken
            );
            var size =
                everybody ? order.Asked.Count
                : plan.Wave == 0 && asking.Value.Strategy == Strategy.All
                    ? Math.Max(likely, order.Asked.Count(ask => !ask.IsBeyondBudget))
                : likely;
            lacking.Add(new DatesWave.Lacking(row, free, order, size));
        }
        return lacking;
    }

    private static bool IsOn(NightRow row) => row is { Practice: false, State: NightState.Early or NightState.Open };

    /// <summary>Null when nobody is left to ask or nobody is needed.</summary>
    private DateTimeOffset? NextAt(IReadOnlyList<DatesWave.Lacking> lacking, DatesWave wave) =>
        waves.NextAt(lacking.SelectMany(night => night.Free), wave.Later.Count > 0);

    /// <param name="Question">What tells it from others.</param>
    /// <param name="About">Those of its nights that still lack people.</param>
    /// <param name="NextAt">When the next wave goes; null when everybody has been asked.</param>
    /// <param name="Silent">How many phones and mailboxes have not answered, and would hear that it is stopped.</param>
    public sealed record Running(string Question, IReadOnlyList<Night> About, DateTimeOffset? NextAt, int Silent);

    /// <param name="Free">Shifts with free places; empty also where there are no shifts yet.</param>
    public sealed record Gap(Night Night, NightState State, IReadOnlyList<ShiftOfNight> Free)
    {
        public int Missing => Free.Sum(shift => shift.Open);
    }
}
