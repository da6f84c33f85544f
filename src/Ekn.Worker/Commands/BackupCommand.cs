using System.CommandLine;
using Ekn.Core.Backups;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

internal sealed class BackupCommand : WorkerCommand
{
    private readonly Option<bool> json = Inputs.Json();

    public BackupCommand(CommandContext context)
        : base("backup", "Makes a copy of the database now, and reads it back.", context) => Options.Add(json);

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        await using var services = Context.Services();
        Backup? made;
        try
        {
            made = await services.GetRequiredService<BackupDesk>().MakeAsync(cancellationToken);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Terminal.Error.WriteLineAsync(exception.Message);
            return Terminal.Failed;
        }
        if (made is null)
        {
            await Terminal.Error.WriteLineAsync(
                "No copy was made: set Ekn:Backup:Folder to a folder, or make copies of PostgreSQL by your own means."
            );
            return Terminal.Failed;
        }
        await Terminal.Output.WriteLineAsync(
            input.GetValue(json)
                ? JsonText.Of(
                    new
                    {
                        file = made.File,
                        madeAt = made.MadeAt,
                        bytes = made.Bytes,
                    }
                )
                : $"{made.File} ({made.Bytes / 1024} kB) was made and read back."
        );
        return Terminal.Done;
    }
}
