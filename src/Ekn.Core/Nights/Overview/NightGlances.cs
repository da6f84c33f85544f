using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Weather;

namespace Ekn.Core.Nights.Overview;

/// <summary>Reads nights for lists and calendars. Asks nobody and changes nothing.</summary>
public sealed class NightGlances(TimeProvider clock, StoredWeather weather, NightAssessor assessor)
{
    private const string Known = """
        SELECT known.night, n.state, n.opened_at, COALESCE(n.practice, 0) AS practice,
            (SELECT e.outcome FROM decision_event e WHERE e.night = known.night
                AND e.kind IN ('recorded', 'confirmed', 'overridden', 'automatic') ORDER BY e.seq DESC LIMIT 1) AS standing,
            (SELECT e.kind FROM decision_event e WHERE e.night = known.night ORDER BY e.seq DESC LIMIT 1) AS last_step,
            a.outcome AS looks, COALESCE(a.borderline, 0) AS borderline, a.min_temperature AS lowest,
            (SELECT SUM(g.women + g.men + g.not_stated) FROM guest_count g
                JOIN night_premises np ON np.id = g.night_premises_id AND np.night = g.night
                WHERE g.night = known.night AND g.id = (SELECT MAX(l.id) FROM guest_count l
                    WHERE l.night_premises_id = g.night_premises_id)) AS guests
        FROM (SELECT night FROM night UNION SELECT night FROM decision_event UNION SELECT night FROM assessment) known
        LEFT JOIN night n ON n.night = known.night
        LEFT JOIN assessment a ON a.id = (SELECT MAX(id) FROM assessment WHERE night = known.night)
        WHERE known.night >= @first AND known.night <= @last
        ORDER BY known.night
        """;

    /// <summary>Every night of which anything is stored, oldest first.</summary>
    public async Task<IReadOnlyList<NightGlance>> ReadAsync(
        Session session,
        Night first,
        Night last,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await session.QueryAsync<Row>(Known, new { first, last }, cancellationToken)).Select(
                row => new NightGlance
                {
                    Night = row.Night,
                    // What an exercise is doing says nothing of the night.
                    State = row.Practice == 0 && WireName.TryParse<NightState>(row.State, out var state) ? state : null,
                    OpenedAt = row.Practice == 0 ? row.OpenedAt : null,
                    Practice = row.Practice != 0,
                    Standing = WireName.TryParse<Outcome>(row.Standing, out var standing) ? standing : null,
                    Asked = row.LastStep is "proposed" or "held",
                    Looks = WireName.TryParse<Outcome>(row.Looks, out var looks) ? looks : null,
                    Borderline = row.Borderline != 0,
                    Lowest = row.Lowest,
                    Guests = row.Practice == 0 ? (int?)row.Guests : null,
                }
            ),
        ];

    /// <summary>
    /// Every night from the first on, known or not, with what the forecast that was received last says of it. A night that
    /// it does not reach keeps what was read before, if anything was.
    /// </summary>
    public async Task<IReadOnlyList<NightGlance>> AheadAsync(
        Session session,
        Night first,
        int days,
        CancellationToken cancellationToken
    )
    {
        var known = (await ReadAsync(session, first, first.AddDays(days - 1), cancellationToken)).ToDictionary(night =>
            night.Night
        );
        var latest = await weather.ReadAsync(session, cancellationToken);
        return
        [
            .. Enumerable
                .Range(0, days)
                .Select(first.AddDays)
                .Select(night => known.GetValueOrDefault(night) ?? new NightGlance { Night = night })
                .Select(glance => latest is null ? glance : Seen(glance, latest)),
        ];
    }

    private NightGlance Seen(NightGlance glance, StoredWeather.Latest latest)
    {
        var assessment = assessor.Assess(glance.Night, latest.Forecast, latest.Warnings, clock.GetUtcNow());
        var lowest = assessment.Forecast.Weather?.LowestAir?.Celsius;
        if (assessment.Outcome != Outcome.Unknown)
        {
            return glance with
            {
                Looks = assessment.Outcome,
                Borderline = assessment.Borderline,
                Lowest = lowest ?? glance.Lowest,
            };
        }
        // Unknown here may only mean that the file is old: what was read in its time says more.
        if (glance.Looks is not null)
        {
            return glance;
        }
        return assessment.ForecastProblem?.Kind switch
        {
            WeatherProblemKind.Gap => glance with { TooEarly = true, Lowest = lowest },
            // The lowest of half a night is not the lowest of the night.
            WeatherProblemKind.PartlyCovered or WeatherProblemKind.TooFewSteps => glance with { TooEarly = true },
            _ => glance,
        };
    }

    private sealed record Row
    {
        public Night Night { get; init; }

        public string? State { get; init; }

        public DateTimeOffset? OpenedAt { get; init; }

        public string? Standing { get; init; }

        public string? LastStep { get; init; }

        public string? Looks { get; init; }

        public int Borderline { get; init; }

        public int Practice { get; init; }

        public decimal? Lowest { get; init; }

        public long? Guests { get; init; }
    }
}
