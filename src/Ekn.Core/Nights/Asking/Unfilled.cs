using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Asking;

/// <summary>Tells the coordinator early which places are still free, how the asking went, and what happens next.</summary>
public sealed class Unfilled(LocalTime time, ShiftBook shifts, CallProgressReader progress, AlertLog alerts)
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);

    /// <summary>Raises the nights whose call has gone on for so long that a person should know.</summary>
    public async Task RaiseDueAsync(Session session, CancellationToken cancellationToken)
    {
        var due = await session.QueryAsync<Night>(
            """
            UPDATE call_plan SET raised_at = @Now
            WHERE raised_at IS NULL AND raise_at <= @Now
              AND night IN (SELECT night FROM night WHERE state = 'open')
            RETURNING night
            """,
            new { time.Now },
            cancellationToken
        );
        foreach (var night in due)
        {
            await RaiseAsync(session, night, "call", cancellationToken);
        }
    }

    /// <param name="subject">Tells this alert from others about the same night.</param>
    /// <returns>How many shifts have free places that can still be taken.</returns>
    public async Task<int> RaiseAsync(Session session, Night night, string subject, CancellationToken cancellationToken)
    {
        var free = (await shifts.OfNightAsync(session, night, cancellationToken))
            .Where(shift => shift.Missing > 0 && shift.EndsAt > time.Now)
            .ToList();
        if (free.Count == 0)
        {
            return 0;
        }
        var call = await progress.ReadAsync(session, night, cancellationToken);
        // What is told now need not be told again within the hour, only because the call has had its time then.
        await session.ExecuteAsync(
            "UPDATE call_plan SET raised_at = COALESCE(raised_at, @Now) WHERE night = @night AND raise_at <= @Soon",
            new
            {
                night,
                time.Now,
                Soon = time.Now + Soon,
            },
            cancellationToken
        );
        // What was told before is out of date: one row about a night, with the numbers of now.
        await alerts.ClearAsync(session, AlertKind.ShiftsUnfilled, night, cancellationToken, but: subject);
        await alerts.RaiseAsync(
            session,
            new Alert(
                AlertKind.ShiftsUnfilled,
                subject,
                night,
                Note.Words(string.Join(", ", free.Select(shift => $"{shift.ReplyCode} {shift.Booked}/{shift.Heads}")))
            )
            {
                Facts = wording =>
                    Facts
                        .None.With("shifts", string.Join(", ", free.Select(shift => InWords(shift, wording))))
                        .With("asked", call.Asked)
                        .With("declined", call.Declined)
                        .With("next", call.Next(wording, time.Now)),
            },
            cancellationToken
        );
        return free.Count;
    }

    /// <summary>"1 av 4 på nattpasset (A2)".</summary>
    public static string InWords(ShiftOfNight shift, Wording wording) =>
        wording.Say(
            "unfilled.shift",
            Facts
                .None.With("shift", wording.Shift(shift.Kind))
                .With("code", shift.ReplyCode)
                .With("booked", shift.Booked)
                .With("heads", shift.Heads)
        );
}
