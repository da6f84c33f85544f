namespace Ekn.Core.Storage.Csv;

/// <summary>Collects what is wrong with a file, so that all of it can be mended in one go.</summary>
internal sealed class BadRows
{
    private const int Listed = 50;
    private readonly List<BadRow> rows = [];

    public void Add(int line, string sentence) => rows.Add(new BadRow(line, sentence));

    /// <summary>Null when nothing is wrong.</summary>
    public ImportResult.Refused? Refusal =>
        rows.Count == 0
            ? null
            : new ImportResult.Refused(
                [.. rows.OrderBy(row => row.Line).Take(Listed)],
                Math.Max(0, rows.Count - Listed)
            );
}
