using Ekn.Core.Backups;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

/// <summary>10:30: a copy of the database is made and read back.</summary>
public sealed class BackupRound(BackupDesk desk, IOptions<BackupOptions> options) : IRound
{
    public string Name => "backup";

    public IReadOnlyList<TimeOnly> Times => [options.Value.At];

    public async Task<RoundResult> RunAsync(DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        await desk.MakeAsync(cancellationToken) is { } made
            ? new RoundResult.Done(
                Note.Of("round.copied").With("file", Path.GetFileName(made.File)).With("size", made.Bytes / 1024)
            )
            : new RoundResult.Rested(Note.Of("round.copied-outside"));
}
