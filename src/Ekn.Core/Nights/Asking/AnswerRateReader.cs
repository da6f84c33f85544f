using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Asking;

/// <summary>Measures how those answered who were asked in the last two years.</summary>
public sealed class AnswerRateReader(
    LocalTime time,
    IOptions<AskingOptions> options,
    IOptions<DecisionOptions> decision
)
{
    private const int DaysBack = 730;

    // Younger asks may still be answered.
    private static readonly TimeSpan Settled = TimeSpan.FromHours(12);

    public async Task<AnswerRates> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            """
            SELECT a.night, COALESCE(a.first_asked_at, a.asked_at) AS asked_at,
                CASE WHEN EXISTS (SELECT 1 FROM booking_event e WHERE e.night = a.night AND e.volunteer_id = a.volunteer_id
                    AND e.kind IN ('booked', 'waiting', 'reserve')) THEN 1 ELSE 0 END AS said_yes
            FROM asked a
            WHERE a.night >= @from AND COALESCE(a.first_asked_at, a.asked_at) < @before
              AND a.night NOT IN (SELECT night FROM night WHERE practice = 1)
            """,
            new { from = new Night(time.Today.AddDays(-DaysBack)), before = time.Now - Settled },
            cancellationToken
        );
        return new AnswerRates(
            options.Value.ExpectedYesPercent / 100d,
            rows.Select(row => new AnswerRates.Measured(SituationOf(row.Night, row.AskedAt), row.SaidYes))
        );
    }

    public AnswerRates.Situation SituationOf(Night night, DateTimeOffset askedAt) =>
        AnswerRates.Situation.Of(time.ToLocal(askedAt), decision.Value.Window.Of(night, time).Start - askedAt);

    private sealed record Row
    {
        public Night Night { get; init; }
        public DateTimeOffset AskedAt { get; init; }
        public bool SaidYes { get; init; }
    }
}
