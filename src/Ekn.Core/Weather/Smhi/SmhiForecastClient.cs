using Microsoft.Extensions.Options;

namespace Ekn.Core.Weather.Smhi;

/// <summary>SMHI's point forecast (snow1g version 1) for the place of the settings.</summary>
public sealed class SmhiForecastClient
{
    private readonly HttpClient http;
    private readonly SmhiDownload download;
    private readonly Uri address;

    internal SmhiForecastClient(HttpClient http, SmhiDownload download, IOptions<SmhiOptions> options)
    {
        this.http = http;
        this.download = download;
        address = options.Value.ForecastAddress;
    }

    /// <summary>Fetches and reads; every failure is an unknown reading. Retries by itself within its time limits.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<Fetched<ForecastReading>> FetchAsync(CancellationToken cancellationToken = default) =>
        download.FetchAsync<ForecastReading>(
            http,
            EvidenceSource.Forecast,
            address,
            ForecastPayload.Read,
            problem => new ForecastReading.Unknown(problem),
            reading => (reading as ForecastReading.Unknown)?.Problem,
            cancellationToken
        );
}
