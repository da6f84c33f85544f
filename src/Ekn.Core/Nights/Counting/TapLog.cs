using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Counting;

/// <summary>
/// Counts taps, each once, in whatever order and however late phones send them: every tap changes the latest figures by
/// one and makes a new entry of the count. Several phones may count the same room at once.
/// </summary>
public sealed class TapLog(TimeProvider clock, NightBook nights, GuestLog guests, AlertLog alerts)
{
    /// <param name="by">Recipient key of who taps.</param>
    public async Task<TapResult> CountAsync(
        Session session,
        PremisesOfNight room,
        Tap tap,
        string by,
        CancellationToken cancellationToken
    )
    {
        // One tap of a room after the other, so that each sees the figures that the one before left.
        await session.FirstOrDefaultAsync<long>(
            $"SELECT id FROM night_premises WHERE id = @Id {session.Dialect.ForUpdate}",
            new { room.Id },
            cancellationToken
        );
        var night = await nights.FindAsync(session, room.Night, cancellationToken);
        if (!room.InUse || night is not { State: NightState.Open or NightState.Ended })
        {
            return TapResult.NotOpen;
        }
        if (await IsKnownAsync(session, tap.Id, cancellationToken))
        {
            return TapResult.Known;
        }
        var now = await guests.LatestAsync(session, room.Id, cancellationToken);
        var value = (now is null ? 0 : Of(now, tap.Field)) + tap.Change;
        if (value < 0)
        {
            return TapResult.BelowZero;
        }
        await guests.ReportAsync(session, room.Night, room.Id, Only(tap.Field, value), by, "web", cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO tap (id, night_premises_id, field, change, tapped_at, received_at, tapped_by, guest_count_id)
            SELECT @Id, @Room, @Field, @Change, @TappedAt, @Now, @by, MAX(id) FROM guest_count WHERE night_premises_id = @Room
            """,
            new
            {
                tap.Id,
                Room = room.Id,
                Field = tap.Field.ToString(),
                tap.Change,
                tap.TappedAt,
                Now = clock.GetUtcNow(),
                by,
            },
            cancellationToken
        );
        if (await IsReportedAsync(session, room.Night, cancellationToken))
        {
            // The report of the night has gone out with other figures: whoever sent it should know.
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.CountCorrected, GuestLog.SubjectOf(room.Id), room.Night, Note.Words(room.Name)),
                cancellationToken
            );
        }
        return TapResult.Counted;
    }

    /// <summary>The tap that takes back the latest one of this person in the room that is not taken back yet; null when there is none.</summary>
    public async Task<Tap?> UndoOfLastAsync(
        Session session,
        long nightPremisesId,
        string by,
        CancellationToken cancellationToken
    )
    {
        var last = await session.FirstOrDefaultAsync<Row>(
            $"""
            SELECT t.id, t.field, t.change FROM tap t
            JOIN guest_count g ON g.id = t.guest_count_id
            WHERE t.night_premises_id = @nightPremisesId AND t.tapped_by = @by AND t.id NOT LIKE '{Tap.UndoPrefix}%'
                AND NOT EXISTS (SELECT 1 FROM tap u WHERE u.id = '{Tap.UndoPrefix}' || t.id)
            ORDER BY t.guest_count_id DESC LIMIT 1
            """,
            new { nightPremisesId, by },
            cancellationToken
        );
        return last is null
            ? null
            : new Tap(Tap.UndoPrefix + last.Id, Enum.Parse<GuestField>(last.Field), -last.Change, clock.GetUtcNow());
    }

    public static int Of(GuestCount count, GuestField field) =>
        field switch
        {
            GuestField.Women => count.Women,
            GuestField.Men => count.Men,
            GuestField.NotStated => count.NotStated,
            GuestField.TurnedAway => count.TurnedAway,
            GuestField.Threats => count.Threats,
            GuestField.Violence => count.Violence,
            GuestField.Police => count.Police,
            GuestField.Ambulance => count.Ambulance,
            GuestField.Minors => count.Minors,
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.ToString(), null),
        };

    /// <summary>A night that was closed early has ended, and is counted and reported in the morning all the same.</summary>
    private static async Task<bool> IsReportedAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM outbox WHERE night = @night AND purpose IN ('night-report', 'night-report-uncounted')",
            new { night },
            cancellationToken
        ) > 0;

    private static async Task<bool> IsKnownAsync(Session session, string id, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>("SELECT COUNT(*) FROM tap WHERE id = @id", new { id }, cancellationToken) > 0;

    private static GuestCountFields Only(GuestField field, int value) =>
        field switch
        {
            GuestField.Women => new(Women: value),
            GuestField.Men => new(Men: value),
            GuestField.NotStated => new(NotStated: value),
            GuestField.TurnedAway => new(TurnedAway: value),
            GuestField.Threats => new(Threats: value),
            GuestField.Violence => new(Violence: value),
            GuestField.Police => new(Police: value),
            GuestField.Ambulance => new(Ambulance: value),
            _ => new(Minors: value),
        };

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Field { get; init; } = "";
        public int Change { get; init; }
    }
}
