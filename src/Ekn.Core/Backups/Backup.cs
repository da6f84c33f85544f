namespace Ekn.Core.Backups;

/// <summary>A copy of the database that was made and read back.</summary>
public sealed record Backup(string File, DateTimeOffset MadeAt, long Bytes);
