using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>Asked before worker and web are started for real.</summary>
internal sealed class CheckCommand(CommandContext context)
    : WorkerCommand("check", "Lists every setting that is missing or wrong.", context)
{
    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        var collected = Context.Collect();
        await using var services = collected.BuildServiceProvider();
        var faults = SettingsCheck.Faults(collected, services);
        foreach (var fault in faults)
        {
            await Terminal.Error.WriteLineAsync(fault);
        }
        if (faults.Count > 0)
        {
            return Terminal.WrongInput;
        }
        await Terminal.Output.WriteLineAsync("The settings are complete.");
        return Terminal.Done;
    }
}
