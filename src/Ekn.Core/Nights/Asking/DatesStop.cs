using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// Stops a question about several nights: no wave follows, what has not left is not sent, and who was asked and has not
/// answered hears once that they are not needed. Answers that come after it count as any late answer does: by their code.
/// </summary>
public sealed class DatesStop(
    NightBook nights,
    NightHours hours,
    ShiftBook shifts,
    DatesPlans plans,
    DatesQueue queue,
    AddressBook addresses,
    LetterWriter letters
)
{
    public const string Purpose = "not-needed-dates";

    /// <returns>False when somebody has stopped it before, or there is no such question.</returns>
    public async Task<bool> StopAsync(Session session, string question, CancellationToken cancellationToken)
    {
        // First of all: a worker that is sending a wave has the question until it is done, and of two who press one is first.
        if (!await plans.StopAsync(session, question, cancellationToken))
        {
            return false;
        }
        foreach (var night in await plans.NightsAsync(session, question, cancellationToken))
        {
            await nights.LockAsync(session, night, cancellationToken);
        }
        await queue.CancelAllAsync(session, question, cancellationToken);
        foreach (var silent in await SilentAsync(session, question, cancellationToken))
        {
            await letters.WriteAsync(
                session,
                silent.Who,
                new Letter(Purpose, null, 0, wording => FactsOf(silent.About, wording))
                {
                    Reach = Reach.SmsFirst,
                    Occasion = question,
                    ExpiresAt = await WorthUntilAsync(session, silent.About, cancellationToken),
                },
                cancellationToken
            );
        }
        return true;
    }

    public static Facts FactsOf(IEnumerable<Night> about, Wording wording) =>
        Facts.None.With("nights", string.Join(", ", about.Select(wording.Night)));

    /// <summary>
    /// Who was asked and has not answered about any of the nights, with those that may still open or are open. One phone
    /// once, however many people share it.
    /// </summary>
    public async Task<IReadOnlyList<Silent>> SilentAsync(
        Session session,
        string question,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT a.volunteer_id, a.night FROM asked a
            WHERE a.call = @question
              AND NOT EXISTS (
                SELECT 1 FROM asked d
                LEFT JOIN booking_event e ON e.night = d.night AND e.volunteer_id = d.volunteer_id
                WHERE d.call = a.call AND d.volunteer_id = a.volunteer_id
                  AND (d.declined_at IS NOT NULL OR e.id IS NOT NULL))
              AND NOT EXISTS (
                SELECT 1 FROM volunteer v JOIN volunteer h ON h.id = v.id OR h.phone = v.phone
                JOIN outbox o ON o.recipient = 'volunteer:' || h.id
                WHERE v.id = a.volunteer_id AND o.purpose = 'not-needed' AND o.night = a.night AND o.state <> 'cancelled')
            ORDER BY a.volunteer_id, a.night
            """,
            new { question },
            cancellationToken
        );
        var on = new HashSet<Night>();
        foreach (var night in rows.Select(row => row.Night).Distinct())
        {
            if (
                await nights.FindAsync(session, night, cancellationToken)
                    is { Practice: false, State: NightState.Early or NightState.Open }
                && !hours.IsOver(night)
            )
            {
                on.Add(night);
            }
        }
        var about = rows.Where(row => on.Contains(row.Night)).ToLookup(row => $"volunteer:{row.VolunteerId}");
        var people = await addresses.FindAsync(session, about.Select(one => one.Key), cancellationToken);
        return
        [
            .. people
                .GroupBy(person => person.Phone?.Value ?? person.Key)
                .Select(same => new Silent(
                    same.First(),
                    [.. same.SelectMany(person => about[person.Key].Select(row => row.Night)).Distinct().Order()]
                )),
        ];
    }

    /// <summary>Until the last of the shifts that they might have come to begins.</summary>
    private async Task<DateTimeOffset> WorthUntilAsync(
        Session session,
        IReadOnlyList<Night> about,
        CancellationToken cancellationToken
    )
    {
        var last = await shifts.OfNightAsync(session, about[^1], cancellationToken);
        return last.Count == 0 ? hours.EndOf(about[^1]) : last.Max(shift => shift.StartsAt);
    }

    public sealed record Silent(Recipient Who, IReadOnlyList<Night> About);

    private sealed record Row
    {
        public long VolunteerId { get; init; }
        public Night Night { get; init; }
    }
}
