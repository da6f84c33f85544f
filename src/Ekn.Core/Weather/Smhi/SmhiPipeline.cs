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
    /// <summary>
    /// The key of the clock that limits and waits are measured by. It is the machine's own unless another is
    /// registered: a socket is no faster when the service's clock runs fast in a rehearsal.
    /// </summary>
    public const string NetworkClock = "network";

    private readonly ResiliencePipeline<SmhiAttempt> pipeline;

    public SmhiPipeline(IOptions<SmhiOptions> options, TimeProvider networkClock, ILogger<SmhiPipeline> logger)
    {
        Clock = networkClock;
        var settings = options.Value;
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
        pipeline = builder.Build();
    }

    public TimeProvider Clock { get; }

    /// <exception cref="TimeoutRejectedException">The last attempt, or all of them together, took too long.</exception>
    public async Task<SmhiAttempt> RunAsync(
        Func<CancellationToken, Task<SmhiAttempt>> attempt,
        CancellationToken cancellationToken
    ) => await pipeline.ExecuteAsync(async token => await attempt(token), cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Asking SMHI again, attempt {Attempt}: {Problem}")]
        public static partial void AskingAgain(ILogger logger, int attempt, string problem);
    }
}
