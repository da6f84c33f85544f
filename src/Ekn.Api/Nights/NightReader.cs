using System.Text.Json;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Api.Nights;

/// <summary>Reads nights for other programs. Changes nothing.</summary>
internal sealed class NightReader(
    NightBook nights,
    DecisionLog decisions,
    AssessmentLog assessments,
    ShiftBook shifts,
    GuestLog guests,
    OutboxStatus outbox
)
{
    /// <summary>Every night of the period of which anything is known, oldest first.</summary>
    public async Task<IReadOnlyList<NightSummary>> ListAsync(
        Session session,
        Night from,
        Night to,
        CancellationToken cancellationToken
    )
    {
        var values = new { from, to };
        var rows = await session.QueryAsync<SummaryRow>(
            """
            SELECT known.night, n.code, COALESCE(n.state, 'none') AS state, COALESCE(n.practice, 0) AS practice,
                (SELECT e.outcome FROM decision_event e WHERE e.night = known.night
                    AND e.kind IN ('recorded', 'confirmed', 'overridden', 'automatic') ORDER BY e.seq DESC LIMIT 1) AS outcome,
                (SELECT e.kind FROM decision_event e WHERE e.night = known.night ORDER BY e.seq DESC LIMIT 1) AS last_step
            FROM (SELECT night FROM night UNION SELECT night FROM decision_event) known
            LEFT JOIN night n ON n.night = known.night
            WHERE known.night >= @from AND known.night <= @to
            ORDER BY known.night
            """,
            values,
            cancellationToken
        );
        var rooms = (
            await session.QueryAsync<RoomRow>(
                """
                SELECT np.night, r.name, np.capacity, g.women + g.men + g.not_stated AS guests
                FROM night_premises np
                JOIN premises r ON r.id = np.premises_id
                LEFT JOIN guest_count g ON g.id = (SELECT MAX(id) FROM guest_count WHERE night_premises_id = np.id)
                WHERE np.night >= @from AND np.night <= @to AND np.state IN ('planned', 'called', 'accepted')
                ORDER BY np.id
                """,
                values,
                cancellationToken
            )
        ).ToLookup(room => room.Night);
        return
        [
            .. rows.Select(row => new NightSummary
            {
                Night = row.Night.Evening,
                Code = row.Code,
                State = row.State,
                Practice = row.Practice != 0,
                Outcome = row.Outcome,
                Asked = row.LastStep is "proposed" or "held",
                Premises = [.. rooms[row.Night].Select(room => room.Name)],
                Guests = rooms[row.Night].Any(room => room.Guests is not null)
                    ? rooms[row.Night].Sum(room => room.Guests ?? 0)
                    : null,
                Capacity = rooms[row.Night].Sum(room => room.Capacity),
            }),
        ];
    }

    public async Task<NightDetail> ReadAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        var row = await nights.FindAsync(session, night, cancellationToken);
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        var rooms = await RoomsAsync(session, night, cancellationToken);
        var delivery = await outbox.ReadNightAsync(session, night, cancellationToken);
        return new NightDetail(
            night.Evening,
            row?.Code,
            row is null ? "none" : WireName.Of(row.State),
            row is { Practice: true },
            row?.Revision ?? 0,
            decision.ToState(),
            await HistoryAsync(session, decision, cancellationToken),
            await WeatherAsync(session, night, cancellationToken),
            [.. rooms.Select(RoomOf)],
            await ShiftsAsync(session, night, cancellationToken),
            GuestFigures.Sum([
                .. rooms.Where(room => room.Count is not null).Select(room => (room.Count!, room.Room.Capacity)),
            ]),
            new NightDetail.MessageCounts(delivery.Sent, delivery.Delivered, delivery.Failed, delivery.Waiting)
        );
    }

    private async Task<IReadOnlyList<NightDetail.Entry>> HistoryAsync(
        Session session,
        NightDecision decision,
        CancellationToken cancellationToken
    )
    {
        var evidence = (
            await session.QueryAsync<EvidenceRow>(
                "SELECT id, forecast_evidence_id, warnings_evidence_id FROM assessment WHERE night = @Night",
                new { decision.Night },
                cancellationToken
            )
        ).ToDictionary(row => row.Id);
        return
        [
            .. decision.History.Select(entry =>
            {
                var rests = entry.AssessmentId is { } id ? evidence.GetValueOrDefault(id) : null;
                return new NightDetail.Entry(
                    entry.Seq,
                    WireName.Of(entry.Step),
                    entry.At,
                    entry.Actor,
                    entry.Via,
                    WireName.Of(entry.Outcome),
                    entry.Reason,
                    entry.DeadlineAt,
                    entry.AssessmentId,
                    rests?.ForecastEvidenceId,
                    rests?.WarningsEvidenceId
                );
            }),
        ];
    }

    private async Task<NightDetail.Weather?> WeatherAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        if (await assessments.LatestAsync(session, night, cancellationToken) is not { } latest)
        {
            return null;
        }
        using var details = JsonDocument.Parse(latest.Details);
        return new NightDetail.Weather(
            latest.Id,
            latest.MadeAt,
            WireName.Of(latest.Occasion),
            WireName.Of(latest.Outcome),
            latest.Borderline,
            latest.Reasons.Split(',', StringSplitOptions.RemoveEmptyEntries),
            latest.MinTemperature,
            latest.MinTemperatureAt,
            latest.ReferenceTime,
            latest.Problem,
            latest.ForecastEvidenceId,
            latest.WarningsEvidenceId,
            details.RootElement.Clone()
        );
    }

    private async Task<IReadOnlyList<(PremisesOfNight Room, GuestCount? Count)>> RoomsAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var rooms = new List<(PremisesOfNight, GuestCount?)>();
        foreach (var room in await nights.PremisesAsync(session, night, cancellationToken))
        {
            rooms.Add((room, await guests.LatestAsync(session, room.Id, cancellationToken)));
        }
        return rooms;
    }

    private async Task<IReadOnlyList<NightDetail.Shift>> ShiftsAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var standby = await session.QueryAsync<StandbyRow>(
            """
            SELECT b.shift_id, b.kind, COUNT(*) AS people FROM standby b JOIN shift s ON s.id = b.shift_id
            WHERE s.night = @night GROUP BY b.shift_id, b.kind
            """,
            new { night },
            cancellationToken
        );
        return
        [
            .. (await shifts.OfNightAsync(session, night, cancellationToken)).Select(shift => new NightDetail.Shift(
                shift.ReplyCode,
                WireName.Of(shift.Kind),
                shift.Premises,
                shift.StartsAt,
                shift.EndsAt,
                shift.Heads,
                shift.Booked,
                shift.Missing,
                PeopleOn(shift, "waiting"),
                PeopleOn(shift, "reserve")
            )),
        ];

        int PeopleOn(ShiftOfNight shift, string kind) =>
            standby.FirstOrDefault(row => row.ShiftId == shift.Id && row.Kind == kind)?.People ?? 0;
    }

    private static NightDetail.Room RoomOf((PremisesOfNight Room, GuestCount? Count) pair) =>
        new(
            pair.Room.Id,
            pair.Room.Name,
            pair.Room.Church,
            pair.Room.Address,
            pair.Room.Capacity,
            pair.Room.State,
            pair.Room.SiteLead,
            pair.Count is null ? null : GuestFigures.Of(pair.Count, pair.Room.Capacity)
        );

    private sealed record SummaryRow
    {
        public Night Night { get; init; }

        public string? Code { get; init; }

        public string State { get; init; } = "";

        public int Practice { get; init; }

        public string? Outcome { get; init; }

        public string? LastStep { get; init; }
    }

    private sealed record RoomRow
    {
        public Night Night { get; init; }

        public string Name { get; init; } = "";

        public int Capacity { get; init; }

        public int? Guests { get; init; }
    }

    private sealed record EvidenceRow
    {
        public long Id { get; init; }

        public long? ForecastEvidenceId { get; init; }

        public long? WarningsEvidenceId { get; init; }
    }

    private sealed record StandbyRow
    {
        public long ShiftId { get; init; }

        public string Kind { get; init; } = "";

        public int People { get; init; }
    }
}
