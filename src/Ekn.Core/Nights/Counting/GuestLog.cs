using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Counting;

/// <summary>
/// Site leads' counts. A later report replaces the earlier one and both are kept; what a report does not mention stays as
/// it was reported before.
/// </summary>
public sealed class GuestLog(TimeProvider clock, AlertLog alerts)
{
    private const string Columns = """
        night, night_premises_id, reported_at, women, men, not_stated, turned_away, threats, violence, police,
        ambulance, minors
        """;

    /// <summary>What an alert about the count of a room is about.</summary>
    public static string SubjectOf(long nightPremisesId) => $"premises:{nightPremisesId}";

    /// <param name="by">Recipient key of who reports.</param>
    /// <param name="via">sms, api or web.</param>
    public async Task<GuestCount> ReportAsync(
        Session session,
        Night night,
        long nightPremisesId,
        GuestCountFields fields,
        string by,
        string via,
        CancellationToken cancellationToken
    )
    {
        var before =
            await LatestAsync(session, nightPremisesId, cancellationToken)
            ?? new GuestCount { Night = night, NightPremisesId = nightPremisesId };
        var count = before with
        {
            ReportedAt = clock.GetUtcNow(),
            Women = fields.Women ?? before.Women,
            Men = fields.Men ?? before.Men,
            NotStated = fields.NotStated ?? before.NotStated,
            TurnedAway = fields.TurnedAway ?? before.TurnedAway,
            Threats = fields.Threats ?? before.Threats,
            Violence = fields.Violence ?? before.Violence,
            Police = fields.Police ?? before.Police,
            Ambulance = fields.Ambulance ?? before.Ambulance,
            Minors = fields.Minors ?? before.Minors,
        };
        await session.ExecuteAsync(
            """
            INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men, not_stated,
                turned_away, threats, violence, police, ambulance, minors)
            VALUES (@Night, @NightPremisesId, @ReportedAt, @by, @via, @Women, @Men, @NotStated,
                @TurnedAway, @Threats, @Violence, @Police, @Ambulance, @Minors)
            """,
            new
            {
                count.Night,
                count.NightPremisesId,
                count.ReportedAt,
                by,
                via,
                count.Women,
                count.Men,
                count.NotStated,
                count.TurnedAway,
                count.Threats,
                count.Violence,
                count.Police,
                count.Ambulance,
                count.Minors,
            },
            cancellationToken
        );
        await alerts.ClearAsync(session, AlertKind.NoGuestCount, SubjectOf(nightPremisesId), night, cancellationToken);
        if (count.Minors > before.Minors)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(
                    AlertKind.MinorOnSite,
                    $"{SubjectOf(nightPremisesId)}:{count.Minors}",
                    night,
                    Note.Words($"{count.Minors}")
                ),
                cancellationToken
            );
        }
        return count;
    }

    /// <summary>Whether anybody has been counted as a guest of a night, in whichever room.</summary>
    public async Task<bool> AnyAsync(Session session, Night night, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM guest_count WHERE night = @night AND women + men + not_stated > 0",
            new { night },
            cancellationToken
        ) > 0;

    /// <summary>Null when nothing has been reported for the room.</summary>
    public Task<GuestCount?> LatestAsync(Session session, long nightPremisesId, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<GuestCount>(
            $"SELECT {Columns} FROM guest_count WHERE night_premises_id = @nightPremisesId ORDER BY id DESC LIMIT 1",
            new { nightPremisesId },
            cancellationToken
        );

    /// <summary>
    /// The guests of a room that is left go to another of the same night: its count, if it has one, goes on from there, and
    /// the room that is left keeps none, so that nobody is counted twice.
    /// </summary>
    public async Task CarryAsync(
        Session session,
        PremisesOfNight from,
        PremisesOfNight to,
        string by,
        CancellationToken cancellationToken
    )
    {
        if (await LatestAsync(session, from.Id, cancellationToken) is null)
        {
            return;
        }
        foreach (
            var statement in new[]
            {
                """
                    INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men, not_stated,
                        turned_away, threats, violence, police, ambulance, minors)
                    SELECT o.night, @To, @Now, @by, 'moved', o.women + COALESCE(n.women, 0), o.men + COALESCE(n.men, 0),
                        o.not_stated + COALESCE(n.not_stated, 0), o.turned_away + COALESCE(n.turned_away, 0),
                        o.threats + COALESCE(n.threats, 0), o.violence + COALESCE(n.violence, 0),
                        o.police + COALESCE(n.police, 0), o.ambulance + COALESCE(n.ambulance, 0),
                        o.minors + COALESCE(n.minors, 0)
                    FROM guest_count o
                    LEFT JOIN guest_count n ON n.id = (SELECT MAX(l.id) FROM guest_count l WHERE l.night_premises_id = @To)
                    WHERE o.id = (SELECT MAX(l.id) FROM guest_count l WHERE l.night_premises_id = @From)
                    """,
                """
                    INSERT INTO guest_count (night, night_premises_id, reported_at, reported_by, via, women, men)
                    VALUES (@Night, @From, @Now, @by, 'moved', 0, 0)
                    """,
            }
        )
        {
            await session.ExecuteAsync(
                statement,
                new
                {
                    from.Night,
                    From = from.Id,
                    To = to.Id,
                    Now = clock.GetUtcNow(),
                    by,
                },
                cancellationToken
            );
        }
    }
}
