namespace Ekn.Core.Backups;

/// <summary>Section Ekn:Backup.</summary>
public sealed class BackupOptions
{
    public const string Section = "Ekn:Backup";

    /// <summary>Where copies are kept, in the home folder unless absolute. Empty: beside an SQLite database; for PostgreSQL no copy is made here.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How many copies are kept; an old one goes only after a new one is good.</summary>
    public int Keep { get; set; } = 14;

    /// <summary>Local time; by day, so that nobody is asleep when it fails, and before the decision of noon.</summary>
    public TimeOnly At { get; set; } = new(10, 30);

    /// <summary>The program that copies a PostgreSQL database; pg_restore, which reads the copy back, lies beside it.</summary>
    public string PgDump { get; set; } = "pg_dump";
}
