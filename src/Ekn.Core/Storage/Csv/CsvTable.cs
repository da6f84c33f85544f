using System.Text;
using CsvHelper;

namespace Ekn.Core.Storage.Csv;

/// <summary>
/// A file of rows as spreadsheets save them: UTF-8 (a byte order mark is passed over), comma or semicolon, a header row,
/// columns in any order. Empty lines are passed over. What is wrong is collected in <see cref="BadRows"/>; a file whose
/// header cannot be understood has no rows.
/// </summary>
internal sealed class CsvTable
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly List<CsvRow> rows = [];

    private CsvTable() { }

    public BadRows BadRows { get; } = new();

    public IReadOnlyList<CsvRow> Rows => rows;

    public static async Task<CsvTable> ReadAsync(
        Stream file,
        IReadOnlyList<CsvColumn> columns,
        CancellationToken cancellationToken
    )
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellationToken);
        return Read(bytes.ToArray(), columns);
    }

    public static CsvTable Read(byte[] file, IReadOnlyList<CsvColumn> columns)
    {
        var table = new CsvTable();
        if (table.Decode(file) is { } text)
        {
            table.Split(text, columns);
        }
        return table;
    }

    private string? Decode(byte[] file)
    {
        if (file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || file.AsSpan().Contains((byte)0))
        {
            BadRows.Add(
                1,
                "the file is not a text file in UTF-8 (perhaps UTF-16, or a spreadsheet); save it as 'CSV UTF-8'."
            );
            return null;
        }
        try
        {
            return StrictUtf8.GetString(file is [0xEF, 0xBB, 0xBF, ..] ? file[3..] : file);
        }
        catch (DecoderFallbackException exception)
        {
            var before = file.AsSpan(0, Math.Clamp(exception.Index, 0, file.Length));
            BadRows.Add(
                before.Count((byte)'\n') + 1,
                "the file is not in UTF-8 (it looks like Windows-1252, as older spreadsheets save); save it as 'CSV UTF-8'."
            );
            return null;
        }
    }

    private void Split(string text, IReadOnlyList<CsvColumn> columns)
    {
        using var reader = CsvReader.FromText(
            text,
            new CsvReaderOptions
            {
                HasHeader = false,
                Separator = SeparatorOf(text),
                TrackLineNumbers = true,
                TrimWhitespace = true,
                OnMalformedRecord = record => BadRows.Add((int)record.LineNumber, Sentence(record.Reason)),
            }
        );
        IReadOnlyList<string>? header = null;
        var headerLine = 1;
        while (reader.Read())
        {
            var values = ValuesOf(reader);
            if (values.All(value => value.Length == 0))
            {
                continue;
            }
            if (header is not null)
            {
                AddRow((int)reader.LineNumber, header, values);
                continue;
            }
            header = Header((int)reader.LineNumber, values, columns);
            headerLine = (int)reader.LineNumber;
            if (header is null)
            {
                return;
            }
        }
        if (header is null)
        {
            BadRows.Add(1, $"the file is empty; its first line must name the columns: {Names(columns)}.");
        }
        else if (rows.Count == 0 && BadRows.Refusal is null)
        {
            BadRows.Add(headerLine, "the file has a header and no rows.");
        }
    }

    private List<string>? Header(int line, List<string> names, IReadOnlyList<CsvColumn> columns)
    {
        while (names[^1].Length == 0)
        {
            names.RemoveAt(names.Count - 1);
        }
        var known = names
            .Select(name =>
                columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
        if (known.TrueForAll(column => column is null))
        {
            // Not repeated: without a header the first line is somebody's name and number.
            BadRows.Add(line, $"the first line names none of the columns; it must name them: {Names(columns)}.");
            return null;
        }
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
            {
                BadRows.Add(line, $"column {i + 1} has no name.");
            }
            else if (known[i] is not { } column)
            {
                BadRows.Add(line, $"the column '{names[i]}' is not known; the columns are {Names(columns)}.");
            }
            else if (known.IndexOf(column) < i)
            {
                BadRows.Add(line, $"the column '{column.Name}' stands there twice.");
            }
        }
        foreach (var missing in columns.Where(column => column.Required && !known.Contains(column)))
        {
            BadRows.Add(line, $"the column '{missing.Name}' is missing.");
        }
        return BadRows.Refusal is null ? known.ConvertAll(column => column!.Name) : null;
    }

    private void AddRow(int line, IReadOnlyList<string> header, List<string> values)
    {
        while (values.Count > header.Count && values[^1].Length == 0)
        {
            values.RemoveAt(values.Count - 1);
        }
        if (values.Count != header.Count)
        {
            BadRows.Add(line, $"the row has {values.Count} values, the header {header.Count} columns.");
            return;
        }
        if (values.Exists(value => value.Any(char.IsControl)))
        {
            BadRows.Add(line, "the row holds a character that cannot be shown.");
            return;
        }
        rows.Add(new CsvRow(line, header.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second), BadRows));
    }

    private static List<string> ValuesOf(CsvReader reader)
    {
        var values = new List<string>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            values.Add(Tidy(reader.GetString(i)));
        }
        return values;
    }

    /// <summary>One space where there were several, or a line break inside quotes; letters with their marks in one.</summary>
    private static string Tidy(string value)
    {
        if (value.Any(c => char.IsWhiteSpace(c) && c != ' ') || value.Contains("  "))
        {
            value = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        return Composed(value.Trim());
    }

    // A Mac may write å as a and a ring of its own. Without ICU string.Normalize leaves that as it is, and the same
    // church would be two.
    private static string Composed(string value) =>
        value.AsSpan().IndexOfAnyInRange('\u0300', '\u030A') < 0
            ? value
            : value
                .Replace("a\u030A", "å")
                .Replace("A\u030A", "Å")
                .Replace("a\u0308", "ä")
                .Replace("A\u0308", "Ä")
                .Replace("o\u0308", "ö")
                .Replace("O\u0308", "Ö")
                .Replace("u\u0308", "ü")
                .Replace("U\u0308", "Ü")
                .Replace("e\u0301", "é")
                .Replace("E\u0301", "É");

    /// <summary>As the header has it: semicolon in files from Swedish spreadsheets, comma in others.</summary>
    private static char SeparatorOf(string text)
    {
        var header = text.AsSpan().TrimStart();
        var end = header.IndexOfAny('\r', '\n');
        header = end < 0 ? header : header[..end];
        return header.Count(';') > header.Count(',') ? ';' : ',';
    }

    private static string Sentence(CsvMalformedReason reason) =>
        reason switch
        {
            CsvMalformedReason.UnterminatedQuote => "a quotation mark opens here and is never closed.",
            CsvMalformedReason.TextAfterClosingQuote => "there is text after a closing quotation mark.",
            _ => "a quotation mark stands inside a value; write it twice and put the value in quotation marks.",
        };

    private static string Names(IReadOnlyList<CsvColumn> columns) =>
        string.Join(", ", columns.Select(column => column.Required ? column.Name : $"[{column.Name}]"));
}
