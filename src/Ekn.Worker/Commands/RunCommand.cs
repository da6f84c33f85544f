using System.CommandLine;
using Ekn.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ekn.Worker.Commands;

/// <summary>The worker itself: runs until it is told to stop.</summary>
internal sealed class RunCommand(CommandContext context)
    : WorkerCommand("run", "Runs the worker until it is told to stop: the daily decision, sending, answers.", context)
{
    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        var collected = Context.Collect();
        await using var services = collected.BuildServiceProvider();
        if (SettingsCheck.Faults(collected, services) is { Count: > 0 } faults)
        {
            faults.ToList().ForEach(Terminal.Error.WriteLine);
            return Terminal.WrongInput;
        }
        try
        {
            await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
            using var host = WorkerHost.Build(
                services.GetRequiredService<Database>(),
                Context.AddSettings,
                Context.Add
            );
            await host.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop while it was still coming up: that is a stop like any other.
        }
        return Terminal.Done;
    }
}
