using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;

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
                    count.Minors.ToString()
                ),
                cancellationToken
            );
        }
        return count;
    }

    /// <summary>Null when nothing has been reported for the room.</summary>
    public Task<GuestCount?> LatestAsync(Session session, long nightPremisesId, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<GuestCount>(
            $"SELECT {Columns} FROM guest_count WHERE night_premises_id = @nightPremisesId ORDER BY id DESC LIMIT 1",
            new { nightPremisesId },
            cancellationToken
        );
}
