namespace Ekn.Core.Storage.Csv;

/// <summary>A column that a file may have, or must have.</summary>
internal sealed record CsvColumn(string Name, bool Required)
{
    public static CsvColumn Must(string name) => new(name, Required: true);

    public static CsvColumn May(string name) => new(name, Required: false);
}
