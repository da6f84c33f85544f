using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Counting;

/// <summary>The morning: the count that is missing is asked for once, the night is closed, everyone hears how it went.</summary>
public sealed class NightClosing(
    LocalTime time,
    NightBook nights,
    GuestLog guests,
    Bookings bookings,
    HiredStaff hired,
    PeopleDirectory people,
    AddressBook addresses,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words
)
{
    private static readonly TimeSpan WorthReading = TimeSpan.FromDays(2);

    /// <summary>A site lead who has not reported is reminded, once; a coordinator where there is no site lead.</summary>
    public async Task RemindAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        // One that a coordinator closed in the small hours has ended already, and is counted all the same.
        if (
            await nights.FindAsync(session, night, cancellationToken)
                is not { State: NightState.Open or NightState.Ended } row
            || row is { State: NightState.Ended, Practice: true }
        )
        {
            return;
        }
        foreach (var (room, count) in await CountsAsync(session, night, cancellationToken))
        {
            if (count is not null)
            {
                continue;
            }
            var lead = room.SiteLead is null ? null : people.SiteLeadBy(room.SiteLead);
            await letters.WriteAsync(
                session,
                lead is null ? people.Coordinators.Take(1) : [lead],
                new Letter(
                    lead is null ? "count-reminder-coordinator" : "count-reminder",
                    night,
                    row.Revision,
                    words.Of(row, [room])
                )
                {
                    Reach = Reach.SmsFirst,
                    Occasion = $"premises:{room.PremisesId}",
                    ExpiresAt = time.Now.AddHours(4),
                    Link = lead is null ? null : new LetterLink(LinkPurpose.Count, null, time.Now.AddHours(12)),
                },
                cancellationToken
            );
        }
    }

    /// <summary>Closes the night when every room has reported. Safe to repeat.</summary>
    /// <param name="evenWithoutCount">True when the count has been waited for long enough.</param>
    /// <returns>Whether the night is closed now.</returns>
    public async Task<bool> CloseAsync(
        Session session,
        Night night,
        bool evenWithoutCount,
        CancellationToken cancellationToken
    )
    {
        if (await nights.FindAsync(session, night, cancellationToken) is not { State: NightState.Open } row)
        {
            return true;
        }
        if (!await ReportAsync(session, row, evenWithoutCount, cancellationToken))
        {
            return false;
        }
        await nights.SetStateAsync(session, night, NightState.Ended, row.Revision, cancellationToken);
        return true;
    }

    /// <summary>
    /// Everyone hears how a night went, once every room has reported. Safe to repeat as long as the count stays complete, or
    /// has been waited for.
    /// </summary>
    /// <param name="evenWithoutCount">True when the count has been waited for long enough.</param>
    /// <returns>Whether it was reported; else the missing count was raised.</returns>
    public async Task<bool> ReportAsync(
        Session session,
        NightRow row,
        bool evenWithoutCount,
        CancellationToken cancellationToken
    )
    {
        var night = row.Night;
        var counts = await CountsAsync(session, night, cancellationToken);
        foreach (var (room, count) in counts)
        {
            if (count is null)
            {
                await alerts.RaiseAsync(
                    session,
                    new Alert(AlertKind.NoGuestCount, GuestLog.SubjectOf(room.Id), night, Note.Words(room.Name)),
                    cancellationToken
                );
            }
        }
        var complete = counts.All(pair => pair.Count is not null);
        if (!complete && !evenWithoutCount)
        {
            return false;
        }
        await letters.WriteAsync(
            session,
            await EveryoneAsync(session, night, counts, cancellationToken),
            new Letter(
                complete && counts.Count > 0 ? "night-report" : "night-report-uncounted",
                night,
                row.Revision,
                wording =>
                    words
                        .Of(row, [.. counts.Select(pair => pair.Room)])(wording)
                        .With(CountWords.Of(Sum(night, counts), counts.Sum(pair => pair.Room.Capacity), wording))
            )
            {
                Reach = Reach.EmailFirst,
                ExpiresAt = time.Now + WorthReading,
            },
            cancellationToken
        );
        return true;
    }

    private async Task<IReadOnlyList<(PremisesOfNight Room, GuestCount? Count)>> CountsAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var counts = new List<(PremisesOfNight, GuestCount?)>();
        foreach (var room in await nights.PremisesAsync(session, night, cancellationToken))
        {
            if (room.InUse)
            {
                counts.Add((room, await guests.LatestAsync(session, room.Id, cancellationToken)));
            }
        }
        return counts;
    }

    private async Task<IReadOnlyList<Recipient>> EveryoneAsync(
        Session session,
        Night night,
        IReadOnlyList<(PremisesOfNight Room, GuestCount? Count)> counts,
        CancellationToken cancellationToken
    )
    {
        var booked = await bookings.BookedOnAsync(session, night, cancellationToken);
        var everyone = new List<Recipient>(people.Coordinators);
        everyone.AddRange(people.City);
        everyone.AddRange(counts.Select(pair => pair.Room.Contact));
        everyone.AddRange(
            counts.Select(pair => pair.Room.SiteLead).OfType<string>().Select(people.SiteLeadBy).OfType<Recipient>()
        );
        everyone.AddRange(
            await addresses.FindAsync(session, booked.Select(id => $"volunteer:{id}"), cancellationToken)
        );
        everyone.AddRange(
            await addresses.FindAsync(
                session,
                (await hired.OfNightAsync(session, night, cancellationToken)).Select(person => person.Key),
                cancellationToken
            )
        );
        return [.. everyone.DistinctBy(person => person.Key)];
    }

    private static GuestCount Sum(Night night, IReadOnlyList<(PremisesOfNight Room, GuestCount? Count)> counts)
    {
        var all = counts.Select(pair => pair.Count).OfType<GuestCount>().ToList();
        return new GuestCount
        {
            Night = night,
            Women = all.Sum(count => count.Women),
            Men = all.Sum(count => count.Men),
            NotStated = all.Sum(count => count.NotStated),
            TurnedAway = all.Sum(count => count.TurnedAway),
            Threats = all.Sum(count => count.Threats),
            Violence = all.Sum(count => count.Violence),
            Police = all.Sum(count => count.Police),
            Ambulance = all.Sum(count => count.Ambulance),
            Minors = all.Sum(count => count.Minors),
        };
    }
}
