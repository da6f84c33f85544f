using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Asking;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>18:00: one reminder to each person booked on an open night; what is unfilled is raised.</summary>
public sealed class ReminderRound(
    Database database,
    LocalTime time,
    NightBook nights,
    NightHours hours,
    ShiftBook shifts,
    Bookings bookings,
    AddressBook addresses,
    LetterWriter letters,
    Unfilled unfilled,
    NightWords words,
    PeopleDirectory people,
    IOptions<ScheduleOptions> schedule
) : IRound
{
    public string Name => "reminders";

    public IReadOnlyList<TimeOnly> Times => [schedule.Value.Reminders];

    public Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session => await RemindAsync(session, new Night(time.DateOf(dueAt)), cancellationToken),
            cancellationToken
        );

    /// <summary>The church and the site lead of each room: once, with who leads and how many come.</summary>
    private async Task RemindRoomsAsync(Session session, NightRow row, int booked, CancellationToken cancellationToken)
    {
        foreach (var room in await nights.PremisesAsync(session, row.Night, cancellationToken))
        {
            if (!room.InUse)
            {
                continue;
            }
            var letter = new Letter(
                "reminder-church",
                row.Night,
                row.Revision,
                wording => words.Of(row, [room])(wording).With("booked", booked)
            )
            {
                Reach = Reach.SmsFirst,
                Occasion = $"premises:{room.PremisesId}",
                ExpiresAt = hours.EndOf(row.Night),
            };
            await letters.WriteAsync(session, room.Contact, letter, cancellationToken);
            if (room.SiteLead is not null && people.SiteLeadBy(room.SiteLead) is { } lead)
            {
                await letters.WriteAsync(
                    session,
                    lead,
                    letter with
                    {
                        Purpose = "reminder-site-lead",
                    },
                    cancellationToken
                );
            }
        }
    }

    private async Task<RoundResult> RemindAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        if (await nights.FindAsync(session, night, cancellationToken) is not { State: NightState.Open } row)
        {
            return new RoundResult.Rested(Note.Of("round.not-open").With("night", night));
        }
        var booked = await bookings.BookedOnAsync(session, night, cancellationToken);
        foreach (var id in booked)
        {
            var theirs = (await shifts.BookedByAsync(session, id, night, cancellationToken))
                .Where(shift => shift.Night == night && shift.EndsAt > time.Now)
                .ToList();
            if (theirs.Count == 0)
            {
                continue;
            }
            await letters.WriteAsync(
                session,
                await addresses.FindAsync(session, [$"volunteer:{id}"], cancellationToken),
                new Letter("reminder", night, row.Revision, words.Of(row, theirs))
                {
                    Reach = Reach.SmsFirst,
                    ExpiresAt = theirs.Max(shift => shift.EndsAt),
                },
                cancellationToken
            );
        }
        await RemindRoomsAsync(session, row, booked.Count, cancellationToken);
        var raised = await unfilled.RaiseAsync(session, night, Name, cancellationToken);
        return new RoundResult.Done(Note.Of("round.reminded").With("booked", booked.Count).With("unfilled", raised));
    }
}
