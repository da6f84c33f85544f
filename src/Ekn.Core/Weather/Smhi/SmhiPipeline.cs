using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Ekn.Core.Weather.Smhi;

/// <summary>
/// How patiently SMHI is asked: retry with exponential back-off and jitter, a limit for each attempt and one for all
/// of them. Every question is a plain GET, so asking again is always safe.
/// </summary>
internal sealed partial class SmhiPipeline
{
    // Polly checks its options with range attributes, and two threads at their first use make them throw
    // InvalidCastException (App-vNext/Polly#2412): two services that start in one process must not build at once.
    private static readonly Lock Building = new();

    private readonly ResiliencePipeline<SmhiAttempt> pipeline;

    public SmhiPipeline(IOptions<SmhiOptions> options, TimeProvider networkClock, ILogger<SmhiPipeline> logger)
    {
        Clock = networkClock;
        lock (Building)
        {
            pipeline = Build(options.Value, networkClock, logger);
        }
    }

    /// <summary>Limits and waits are measured by it.</summary>
    public TimeProvider Clock { get; }

    /// <exception cref="TimeoutRejectedException">The last attempt, or all of them together, took too long.</exception>
    public async Task<SmhiAttempt> RunAsync(
        Func<CancellationToken, Task<SmhiAttempt>> attempt,
        CancellationToken cancellationToken
    ) => await pipeline.ExecuteAsync(async token => await attempt(token), cancellationToken);

    private static ResiliencePipeline<SmhiAttempt> Build(
        SmhiOptions settings,
        TimeProvider networkClock,
        ILogger<SmhiPipeline> logger
    )
    {
        var builder = new ResiliencePipelineBuilder<SmhiAttempt> { TimeProvider = networkClock };
        builder.AddTimeout(settings.TotalTimeout);
        if (settings.MaxAttempts > 1)
        {
            builder.AddRetry(
                new RetryStrategyOptions<SmhiAttempt>
                {
                    MaxRetryAttempts = settings.MaxAttempts - 1,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = settings.BackoffBase,
                    UseJitter = true,
                    ShouldHandle = new PredicateBuilder<SmhiAttempt>()
                        .Handle<TimeoutRejectedException>()
                        // A wait beyond the total limit would only end in giving up later.
                        .HandleResult(attempt => attempt.MayRetry && !(attempt.RetryAfter >= settings.TotalTimeout)),
                    DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.RetryAfter),
                    OnRetry = arguments =>
                    {
                        Log.AskingAgain(
                            logger,
                            arguments.AttemptNumber + 2,
                            arguments.Outcome.Result?.Problem?.Detail ?? "no answer in time"
                        );
                        return default;
                    },
                }
            );
        }
        builder.AddTimeout(settings.AttemptTimeout);
        return builder.Build();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Asking SMHI again, attempt {Attempt}: {Problem}")]
        public static partial void AskingAgain(ILogger logger, int attempt, string problem);
    }
}
