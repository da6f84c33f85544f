using Microsoft.Extensions.Options;

namespace Ekn.Core.Weather.Smhi;

/// <summary>SMHI's impact-based warnings (ibww version 1), of the whole country.</summary>
public sealed class SmhiWarningsClient
{
    private readonly HttpClient http;
    private readonly SmhiDownload download;
    private readonly Uri address;

    internal SmhiWarningsClient(HttpClient http, SmhiDownload download, IOptions<SmhiOptions> options)
    {
        this.http = http;
        this.download = download;
        address = options.Value.WarningsAddress;
    }

    /// <summary>Fetches and reads; every failure is an unknown reading. Retries by itself within its time limits.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Fetched<WarningsReading>> FetchAsync(CancellationToken cancellationToken = default) =>
        download.FetchAsync<WarningsReading>(
            http,
            EvidenceSource.Warnings,
            address,
            WarningsPayload.Read,
            problem => new WarningsReading.Unknown(problem),
            Problem,
            cancellationToken
        );

    private static WeatherProblem? Problem(WarningsReading reading) =>
        reading switch
        {
            WarningsReading.Unknown unknown => unknown.Problem,
            WarningsReading.Known { Unreadable: [var first, ..] } => new(WeatherProblemKind.UnreadableWarning, first),
            _ => null,
        };
}
