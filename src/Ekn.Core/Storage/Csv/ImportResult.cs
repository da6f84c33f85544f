namespace Ekn.Core.Storage.Csv;

/// <summary>How the import of a file ended. The text form is meant for the operator who gave the command.</summary>
public abstract record ImportResult
{
    private ImportResult() { }

    /// <summary>Everything in the file holds now.</summary>
    public sealed record Imported(int Added, int Changed, int Unchanged) : ImportResult
    {
        public override string ToString() => $"{Added} added, {Changed} changed, {Unchanged} unchanged";
    }

    /// <summary>Nothing was written.</summary>
    /// <param name="BadRows">At least one, in the order of the lines.</param>
    /// <param name="NotListed">How many more there were.</param>
    public sealed record Refused(IReadOnlyList<BadRow> BadRows, int NotListed) : ImportResult
    {
        public override string ToString() =>
            string.Join('\n', BadRows.Select(row => row.ToString()))
            + (NotListed > 0 ? $"\nand {NotListed} more" : "")
            + "\nNothing was imported.";
    }
}
