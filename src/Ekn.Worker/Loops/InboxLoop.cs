using Ekn.Core.Nights.Answering;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ekn.Worker.Loops;

/// <summary>Handles what came in: looks every second, and again at once while there is something.</summary>
internal sealed partial class InboxLoop(Inbox inbox, TimeProvider clock, ILogger<InboxLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await HandledSomeAsync(stoppingToken))
            {
                continue;
            }
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The edge around one pass: a database that is away for a moment must not end the loop.</summary>
    private async Task<bool> HandledSomeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await inbox.HandleNewAsync(cancellationToken) > 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            Log.PassFailed(logger, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The inbox could not be looked through; it is tried again")]
        public static partial void PassFailed(ILogger logger, Exception exception);
    }
}
