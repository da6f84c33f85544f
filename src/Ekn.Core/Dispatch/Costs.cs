using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Dispatch;

/// <summary>
/// What text messages have cost: by the segments of those that a gateway took, whether or not they arrived, and of those
/// that it may have taken. What it refused costs nothing.
/// </summary>
public sealed class Costs(IOptions<SmsOptions> settings, LocalTime time)
{
    private const string Paid =
        "channel = 'sms' AND (accepted_at IS NOT NULL OR state IN ('accepted', 'delivered', 'unknown'))";

    public Task<Cost> OfNightAsync(Session session, Night night, CancellationToken cancellationToken) =>
        ReadAsync(session, "night = @night", new { night }, cancellationToken);

    /// <summary>By purpose; purposes that sent no text are missing.</summary>
    public async Task<IReadOnlyDictionary<string, Cost>> OfPurposesAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var rows = await RowsAsync(session, "night = @night", new { night }, cancellationToken);
        return rows.GroupBy(row => row.Purpose).ToDictionary(group => group.Key, Sum);
    }

    /// <summary>
    /// Both dates included; messages about no night, as codes to sign in with, count by when they were written. Those of
    /// exercises are not in it.
    /// </summary>
    public Task<Cost> OfPeriodAsync(Session session, Night first, Night last, CancellationToken cancellationToken) =>
        ReadAsync(
            session,
            "practice = 0 AND ((night >= @first AND night <= @last) OR (night IS NULL AND created_at >= @From AND created_at < @To))",
            new
            {
                first,
                last,
                From = StartOf(first),
                To = EndOf(last),
            },
            cancellationToken
        );

    /// <summary>
    /// Of exercises: by when their messages were written, as an exercise that made way for a real night has its date no more.
    /// </summary>
    public Task<Cost> OfExercisesAsync(Session session, Night first, Night last, CancellationToken cancellationToken) =>
        ReadAsync(
            session,
            "practice = 1 AND created_at >= @From AND created_at < @To",
            new { From = StartOf(first), To = EndOf(last) },
            cancellationToken
        );

    private DateTimeOffset StartOf(Night first) => time.At(first.Evening, TimeOnly.MinValue);

    private DateTimeOffset EndOf(Night last) => time.At(last.Evening.AddDays(1), TimeOnly.MinValue);

    private async Task<Cost> ReadAsync(
        Session session,
        string which,
        object values,
        CancellationToken cancellationToken
    ) => Sum(await RowsAsync(session, which, values, cancellationToken));

    private async Task<IReadOnlyList<Row>> RowsAsync(
        Session session,
        string which,
        object values,
        CancellationToken cancellationToken
    )
    {
        var counted = await session.QueryAsync<Row>(
            $"""
            SELECT purpose, CASE WHEN gateway LIKE 'second:%' THEN 1 ELSE 0 END AS by_second,
                COUNT(*) AS texts, SUM(segments) AS segments
            FROM outbox WHERE {Paid} AND segments IS NOT NULL AND {which} GROUP BY purpose, 2
            """,
            values,
            cancellationToken
        );
        // Messages of before segments were written down.
        var old = await session.QueryAsync<Old>(
            $"SELECT purpose, text FROM outbox WHERE {Paid} AND segments IS NULL AND {which}",
            values,
            cancellationToken
        );
        return
        [
            .. counted,
            .. old.Select(row => new Row
            {
                Purpose = row.Purpose,
                Texts = 1,
                Segments = SmsSegments.Of(row.Text).Segments,
            }),
        ];
    }

    private Cost Sum(IEnumerable<Row> rows) =>
        rows.Aggregate(
            new Cost(0, 0, settings.Value.CostOf(0)),
            (sum, row) => sum + new Cost((int)row.Texts, (int)row.Segments, PriceOf(row))
        );

    private decimal? PriceOf(Row row) =>
        row.BySecond == 1 && settings.Value.Second.PricePerSegment is { } own
            ? own * row.Segments
            : settings.Value.CostOf((int)row.Segments);

    private sealed record Row
    {
        public string Purpose { get; init; } = "";
        public int BySecond { get; init; }
        public long Texts { get; init; }
        public long Segments { get; init; }
    }

    private sealed record Old
    {
        public string Purpose { get; init; } = "";
        public string Text { get; init; } = "";
    }
}
