using System.CommandLine;
using Ekn.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

internal sealed class MigrateCommand(CommandContext context)
    : WorkerCommand("migrate", "Brings the schema of the database up to date.", context)
{
    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        await using var services = Context.Services();
        var run = await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        await Terminal.Output.WriteLineAsync(
            run == 0 ? "The schema was up to date." : $"Ran {run} migrations; the schema is up to date."
        );
        return Terminal.Done;
    }
}
