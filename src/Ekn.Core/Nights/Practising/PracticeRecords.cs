using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;
using Ekn.Core.People;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Practising;

/// <summary>
/// What an exercise leaves behind, and how it makes way. Nothing that was said, booked or counted in an exercise is carried
/// over to the real night of the same date: its rows are set aside under a date of their own, whole, and the real night
/// begins with nothing but a new code, so that a late answer to the exercise cannot be taken for one to the real call.
/// </summary>
public sealed class PracticeRecords(
    TimeProvider clock,
    NightBook nights,
    NightHours hours,
    Waves waves,
    PlaceOffers offers,
    AddressBook addresses,
    LetterWriter letters,
    NightWords words
)
{
    /// <summary>So many exercises of one date may be started; one more can still make way, for a real night never waits.</summary>
    public const int MostOfOneDate = 8;

    // The same evening a thousand years earlier, and each further exercise of it a century before that: no page, list or
    // report asks for such a date.
    private const int YearsAside = 1000;
    private const int YearsBetween = 100;

    /// <summary>
    /// The date is needed for real. An exercise on it ends here and now, and everyone who was told of it hears that it is
    /// over and that this is real. Where there is none, nothing happens. Asked with the night locked.
    /// </summary>
    /// <param name="purpose">practice-now-open or practice-now-early: what the date is needed for.</param>
    public async Task GiveWayAsync(Session session, Night night, string purpose, CancellationToken cancellationToken)
    {
        if (await nights.FindAsync(session, night, cancellationToken) is not { Practice: true } row)
        {
            return;
        }
        // Of one that was ended before, those whom the word of its end has not left for yet.
        var unaware = await UnawareOfEndAsync(session, night, cancellationToken);
        await CallOffAsync(session, night, cancellationToken);
        var told = row.State == NightState.Open ? await ToldAsync(session, night, cancellationToken) : unaware;
        await SetAsideAsync(session, row, cancellationToken);
        await letters.WriteAsync(
            session,
            told,
            new Letter(purpose, night, 0, words.Of(row))
            {
                Reach = Reach.Every,
                Occasion = $"practice:{row.Code}",
                ExpiresAt = hours.EndOf(night),
                DespiteQuietHours = true,
            },
            cancellationToken
        );
    }

    /// <summary>What of the exercise has not gone out yet is not sent any more, and nobody is asked further.</summary>
    public async Task CallOffAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        await waves.EndAsync(session, night, cancellationToken);
        await offers.DropAsync(session, night, cancellationToken);
        await Outbox.LockAsync(session, night, cancellationToken);
        await session.ExecuteAsync(NoSpares, new { night }, cancellationToken);
        await session.ExecuteAsync(
            """
            UPDATE outbox SET called_off_at = @now,
                ended_at = CASE WHEN state = 'queued' THEN @now ELSE ended_at END,
                state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END
            WHERE night = @night AND practice = 1 AND state IN ('queued', 'sending', 'unknown') AND called_off_at IS NULL
            """,
            new { night, now = clock.GetUtcNow() },
            cancellationToken
        );
    }

    /// <summary>Everyone whom a message of the exercise reached or may have reached, and everyone with a part in it.</summary>
    public async Task<IReadOnlyList<Recipient>> ToldAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var told = await session.QueryAsync<string>(
            $"SELECT recipient FROM outbox WHERE night = @night AND practice = 1 AND {Outbox.MayHaveReached} ORDER BY id",
            new { night },
            cancellationToken
        );
        var part = await session.QueryAsync<long>(
            """
            SELECT p.volunteer_id FROM place p JOIN shift s ON s.id = p.shift_id
            WHERE s.night = @night AND p.volunteer_id IS NOT NULL
            UNION
            SELECT b.volunteer_id FROM standby b JOIN shift s ON s.id = b.shift_id WHERE s.night = @night
            """,
            new { night },
            cancellationToken
        );
        return await addresses.FindAsync(
            session,
            told.Concat(part.Order().Select(id => $"volunteer:{id}")),
            cancellationToken
        );
    }

    private async Task<IReadOnlyList<Recipient>> UnawareOfEndAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        await addresses.FindAsync(
            session,
            await session.QueryAsync<string>(
                $"""
                SELECT recipient FROM outbox
                WHERE night = @night AND practice = 1 AND purpose = 'practice-over' AND state = 'queued'
                  AND recipient NOT IN (SELECT recipient FROM outbox
                    WHERE night = @night AND practice = 1 AND purpose = 'practice-over' AND {Outbox.MayHaveReached})
                ORDER BY id
                """,
                new { night },
                cancellationToken
            ),
            cancellationToken
        );

    /// <summary>The date is as if nobody had practised on it, and every row of the exercise is kept.</summary>
    public async Task SetAsideAsync(Session session, NightRow row, CancellationToken cancellationToken)
    {
        var night = row.Night;
        var taken = (await nights.CodesAsync(session, night, cancellationToken)).Append(row.Code).ToHashSet();
        var values = new
        {
            night,
            aside = await FreeAsync(session, night, cancellationToken),
            now = clock.GetUtcNow(),
            code = NightCodes.FirstFree(taken),
        };
        foreach (var statement in Statements)
        {
            await session.ExecuteAsync(statement, values, cancellationToken);
        }
    }

    // What stands in for a message that fails later: it would come after the end, and bears the key of a real one.
    private const string NoSpares =
        "DELETE FROM spare WHERE outbox_id IN (SELECT id FROM outbox WHERE night = @night AND practice = 1)";

    private static readonly string[] Statements =
    [
        NoSpares,
        """
            INSERT INTO night (night, code, state, revision, code_given_at, opened_at, ended_at, origin, practice, practised_on)
            SELECT @aside, code, 'ended', revision, code_given_at, opened_at, COALESCE(ended_at, @now), origin, 1, night
            FROM night WHERE night = @night
            """,
        "UPDATE night_premises SET night = @aside WHERE night = @night",
        "UPDATE shift SET night = @aside WHERE night = @night",
        "UPDATE asked SET night = @aside WHERE night = @night",
        "UPDATE booking_event SET night = @aside WHERE night = @night",
        "UPDATE call_plan SET night = @aside WHERE night = @night",
        // What turns out only now not to have arrived is nobody's trouble any more.
        """
            UPDATE outbox SET night = @aside, message_key = message_key || '|aside:' || id,
                called_off_at = CASE WHEN state = 'accepted' THEN COALESCE(called_off_at, @now) ELSE called_off_at END
            WHERE night = @night AND practice = 1
            """,
        // A link of the exercise must not open the real night.
        "UPDATE link SET expires_at = @now WHERE night = @night AND purpose NOT IN ('Decide', 'SignIn', 'Unsubscribe') AND expires_at > @now",
        // What was raised in the exercise must not keep the same from being raised for real.
        $"""
            UPDATE alert SET night = @aside, alert_key = alert_key || '|aside:' || id, cleared_at = COALESCE(cleared_at, @now)
            WHERE night = @night AND (kind NOT IN ({string.Join(
            ", ",
            CoordinatorAlerts.OfTheDecision.Select(kind => $"'{kind}'")
        )})
                OR alert_key IN (
                    SELECT 'MessageFailed|' || alert.night || '|' || reference FROM outbox WHERE night = @aside
                    UNION ALL
                    SELECT 'MessageFailed|' || alert.night || '|expired:' || purpose FROM outbox WHERE night = @aside))
            """,
        """
            UPDATE night SET code = @code, state = 'waiting', revision = 0, code_given_at = @now, opened_at = NULL,
                ended_at = NULL, practice = 0
            WHERE night = @night
            """,
    ];

    /// <summary>How many exercises of the date are set aside.</summary>
    public async Task<int> CountAsideAsync(Session session, Night night, CancellationToken cancellationToken) =>
        (int)
            await session.SingleAsync<long>(
                "SELECT COUNT(*) FROM night WHERE practised_on = @night",
                new { night },
                cancellationToken
            );

    private async Task<Night> FreeAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var aside = new Night(night.Evening.AddYears(-YearsAside));
        while (await nights.FindAsync(session, aside, cancellationToken) is not null)
        {
            aside = new Night(aside.Evening.AddYears(-YearsBetween));
        }
        return aside;
    }
}
