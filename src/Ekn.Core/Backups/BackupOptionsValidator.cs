using Microsoft.Extensions.Options;

namespace Ekn.Core.Backups;

internal sealed class BackupOptionsValidator : IValidateOptions<BackupOptions>
{
    public ValidateOptionsResult Validate(string? name, BackupOptions options) =>
        options.Keep is < 1 or > 1000
            ? ValidateOptionsResult.Fail("Ekn:Backup:Keep must lie between 1 and 1000 copies.")
        : string.IsNullOrWhiteSpace(options.PgDump)
            ? ValidateOptionsResult.Fail(
                "Ekn:Backup:PgDump is empty; write the program that copies PostgreSQL, as pg_dump."
            )
        : ValidateOptionsResult.Success;
}
