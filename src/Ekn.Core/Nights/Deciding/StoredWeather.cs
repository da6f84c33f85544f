using Ekn.Core.Storage;
using Ekn.Core.Weather;
using Ekn.Core.Weather.Smhi;

namespace Ekn.Core.Nights.Deciding;

/// <summary>
/// The answers of SMHI that were received last, read again from where they are kept: what a page may say of the coming
/// nights without asking anybody. Thread safe.
/// </summary>
public sealed class StoredWeather(EvidenceStore evidence)
{
    private Kept? last;

    /// <summary>Null when nothing has been received yet.</summary>
    public async Task<Latest?> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var forecast = await NewestAsync(session, "forecast", cancellationToken);
        if (forecast is null)
        {
            return null;
        }
        var warnings = await NewestAsync(session, "warnings", cancellationToken);
        if (last is { } kept && kept.ForecastId == forecast.Id && kept.WarningsId == warnings?.Id)
        {
            return kept.Latest;
        }
        var latest = new Latest(
            forecast.FetchedAt,
            ForecastPayload.Read(await evidence.ReadAsync(session, forecast.Id, cancellationToken)),
            warnings is null
                ? new WarningsReading.Unknown(new(WeatherProblemKind.Unreachable, "never received"))
                : WarningsPayload.Read(await evidence.ReadAsync(session, warnings.Id, cancellationToken))
        );
        last = new Kept(forecast.Id, warnings?.Id, latest);
        return latest;
    }

    // A row of evidence whose status is another than 200 is an error's own text and no forecast.
    private static Task<Row?> NewestAsync(Session session, string source, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<Row>(
            "SELECT id, fetched_at FROM evidence WHERE source = @source AND http_status = 200 ORDER BY id DESC LIMIT 1",
            new { source },
            cancellationToken
        );

    /// <param name="FetchedAt">Of the forecast.</param>
    public sealed record Latest(DateTimeOffset FetchedAt, ForecastReading Forecast, WarningsReading Warnings);

    private sealed record Kept(long ForecastId, long? WarningsId, Latest Latest);

    private sealed record Row
    {
        public long Id { get; init; }

        public DateTimeOffset FetchedAt { get; init; }
    }
}
