using Ekn.Core.Dispatch;
using Microsoft.Extensions.Hosting;

namespace Ekn.Worker.Loops;

/// <summary>Sends what the outbox holds, as long as the worker runs. Sends under way are finished when it stops.</summary>
internal sealed class DispatcherLoop(Dispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}
