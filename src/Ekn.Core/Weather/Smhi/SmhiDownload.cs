using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly.Timeout;

namespace Ekn.Core.Weather.Smhi;

/// <summary>Gets one answer from SMHI, from the cache while it is fresh. Throws nothing but the caller's cancellation.</summary>
internal sealed partial class SmhiDownload(
    SmhiPipeline pipeline,
    SmhiCache cache,
    IOptions<SmhiOptions> options,
    TimeProvider clock,
    ILogger<SmhiDownload> logger
)
{
    /// <param name="read">What a body says.</param>
    /// <param name="unknown">The reading that stands for a problem.</param>
    /// <param name="problemOf">The problem that a reading stands for; null when it is known.</param>
    public async Task<Fetched<TReading>> FetchAsync<TReading>(
        HttpClient http,
        EvidenceSource source,
        Uri address,
        Func<ReadOnlyMemory<byte>, TReading> read,
        Func<WeatherProblem, TReading> unknown,
        Func<TReading, WeatherProblem?> problemOf,
        CancellationToken cancellationToken
    )
    {
        if (cache.Fresh(address, clock.GetUtcNow()) is { } kept)
        {
            return new Fetched<TReading>(read(kept.Body), kept, FromCache: true);
        }
        var answer = await AskAsync(http, source, address, cancellationToken);
        if (answer.Problem is { } failure)
        {
            Log.NotFetched(logger, source, failure.Kind, failure.Detail);
            return new Fetched<TReading>(unknown(failure), answer.Evidence, FromCache: false);
        }
        var reading = read(answer.Evidence!.Body);
        if (problemOf(reading) is { } problem)
        {
            Log.NotRead(logger, source, problem.Kind, problem.Detail);
        }
        else
        {
            cache.Keep(answer.Evidence, Shorter(answer.Fresh, options.Value.LongestCache));
        }
        return new Fetched<TReading>(reading, answer.Evidence, FromCache: false);
    }

    private async Task<SmhiAttempt> AskAsync(
        HttpClient http,
        EvidenceSource source,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        SmhiAttempt? last = null;
        try
        {
            var answer = await pipeline.RunAsync(
                async token => last = await AttemptAsync(http, source, address, token),
                cancellationToken
            );
            cancellationToken.ThrowIfCancellationRequested();
            return answer;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception) when (exception is TimeoutRejectedException or OperationCanceledException)
        {
            var before = last?.Problem is { } problem ? $" (before that: {problem.Detail})" : "";
            return new(last?.Evidence, new(WeatherProblemKind.Timeout, $"no answer within the time limits{before}"));
        }
    }

    private async Task<SmhiAttempt> AttemptAsync(
        HttpClient http,
        EvidenceSource source,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            var body = await ReadBodyAsync(response, cancellationToken);
            var evidence = Evidence.Of(
                source,
                address,
                clock.GetUtcNow(),
                (int)response.StatusCode,
                body.Bytes,
                body.End == BodyEnd.Whole
            );
            return Judge(response, evidence, body.End);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The edge to the network: whatever went wrong down there, the question remains unanswered.
            return new(null, new(WeatherProblemKind.Unreachable, exception.GetType().Name), MayRetry: true);
        }
    }

    private SmhiAttempt Judge(HttpResponseMessage response, Evidence evidence, BodyEnd end)
    {
        var kept = evidence.Body.Length > 0 ? evidence : null;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new(
                kept,
                new(WeatherProblemKind.HttpStatus, $"HTTP {evidence.HttpStatus}"),
                MayRetry: IsForNow(evidence.HttpStatus),
                RetryAfter: RetryAfter(response)
            );
        }
        return end switch
        {
            BodyEnd.Broken => new(
                kept,
                new(WeatherProblemKind.Unreachable, "the answer broke off or cannot be decompressed"),
                MayRetry: true
            ),
            BodyEnd.TooLate => new(
                kept,
                new(WeatherProblemKind.Timeout, "the answer was not whole within the time limit"),
                MayRetry: true
            ),
            BodyEnd.TooLarge => new(
                kept,
                new(WeatherProblemKind.TooLarge, $"the answer is over {options.Value.MaxBodyBytes} bytes")
            ),
            _ => new(evidence, null, Fresh: Fresh(response)),
        };
    }

    private async Task<(byte[] Bytes, BodyEnd End)> ReadBodyAsync(
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        var limit = options.Value.MaxBodyBytes;
        using var body = new MemoryStream();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                body.Write(buffer, 0, (int)Math.Min(read, limit - body.Length));
                if (body.Length >= limit)
                {
                    return (body.ToArray(), BodyEnd.TooLarge);
                }
            }
            return (body.ToArray(), BodyEnd.Whole);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException)
        {
            return (body.ToArray(), BodyEnd.Broken);
        }
        catch (OperationCanceledException) when (body.Length > 0)
        {
            return (body.ToArray(), BodyEnd.TooLate);
        }
    }

    private static bool IsForNow(int status) => status is >= 500 or 408 or 429;

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } after)
        {
            return null;
        }
        var wait = after.Delta ?? (after.Date - (response.Headers.Date ?? pipeline.Clock.GetUtcNow()));
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static TimeSpan Fresh(HttpResponseMessage response)
    {
        if (response.Headers.CacheControl is not { NoStore: false, NoCache: false, MaxAge: { } maxAge })
        {
            return TimeSpan.Zero;
        }
        var fresh = maxAge - (response.Headers.Age ?? TimeSpan.Zero);
        return fresh > TimeSpan.Zero ? fresh : TimeSpan.Zero;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private enum BodyEnd
    {
        Whole,
        Broken,
        TooLate,
        TooLarge,
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "SMHI {Source} was not fetched, {Kind}: {Detail}")]
        public static partial void NotFetched(
            ILogger logger,
            EvidenceSource source,
            WeatherProblemKind kind,
            string detail
        );

        [LoggerMessage(Level = LogLevel.Warning, Message = "SMHI {Source} cannot be read, {Kind}: {Detail}")]
        public static partial void NotRead(
            ILogger logger,
            EvidenceSource source,
            WeatherProblemKind kind,
            string detail
        );
    }
}
