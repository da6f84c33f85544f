using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Storage.Csv;

public sealed class CsvTableTests
{
    private static readonly CsvColumn[] Columns =
    [
        CsvColumn.Must("name"),
        CsvColumn.Must("places"),
        CsvColumn.May("note"),
    ];

    private static CsvTable Read(string text) => CsvTable.Read(Encoding.UTF8.GetBytes(text), Columns);

    private static string Refusal(CsvTable table) =>
        string.Join('\n', table.BadRows.Refusal?.BadRows.Select(row => row.ToString()) ?? []);

    [Fact]
    public void Columns_may_stand_in_any_order_and_any_case()
    {
        var table = Read("PLACES, Name\n4,Öster\n");

        Assert.Null(table.BadRows.Refusal);
        Assert.Equal("Öster", table.Rows[0].Text("name"));
        Assert.Equal("4", table.Rows[0].Text("places"));
        Assert.False(table.Rows[0].Has("note"));
        Assert.Equal("", table.Rows[0].Text("note"));
    }

    [Fact]
    public void Semicolons_serve_as_well_as_commas()
    {
        var table = Read("name;places;note\nA;4;\"one, two; three\"\n");

        Assert.Equal("one, two; three", table.Rows[0].Text("note"));
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over()
    {
        var table = Read("\uFEFFname,places\nA,4\n");

        Assert.Equal("A", table.Rows[0].Text("name"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_numbers_are_those_of_an_editor_with_line_breaks_in_quotes_and_empty_lines(string lineBreak)
    {
        var table = Read("name,places\n\"A\nB\",4\n\n,\nC,5".ReplaceLineEndings(lineBreak));

        Assert.Equal([2, 6], table.Rows.Select(row => row.Line));
        Assert.Equal("A B", table.Rows[0].Text("name"));
    }

    [Fact]
    public void Spaces_around_and_doubled_inside_are_dropped_also_the_ones_that_do_not_break()
    {
        var table = Read("name,places\n \"\u00a0Anna\u00a0  Maria \" ,  4\n");

        Assert.Equal("Anna Maria", table.Rows[0].Text("name"));
        Assert.Equal("4", table.Rows[0].Text("places"));
    }

    [Fact]
    public void A_letter_written_as_letter_and_ring_is_the_same_letter()
    {
        var table = Read("name,places\nHo\u0308galid Va\u030Ar,4\n");

        Assert.Equal("Högalid Vår", table.Rows[0].Text("name"));
    }

    [Fact]
    public void An_unknown_column_is_refused_by_name()
    {
        Assert.Contains("line 1: the column 'plases' is not known", Refusal(Read("name,places,plases\nA,4,4\n")));
    }

    [Fact]
    public void A_missing_column_is_refused_by_name()
    {
        Assert.Equal("line 1: the column 'places' is missing.", Refusal(Read("name,note\nA,x\n")));
    }

    [Fact]
    public void A_column_that_stands_there_twice_is_refused()
    {
        Assert.Equal("line 1: the column 'name' stands there twice.", Refusal(Read("name,places,Name\nA,4,B\n")));
    }

    [Fact]
    public void A_column_without_a_name_is_refused()
    {
        Assert.Equal("line 1: column 2 has no name.", Refusal(Read("name,,places\nA,x,4\n")));
    }

    [Fact]
    public void Empty_columns_at_the_end_are_what_spreadsheets_leave_behind()
    {
        var table = Read("name;places;;\nA;4;;\n;;;\nB;5\n");

        Assert.Null(table.BadRows.Refusal);
        Assert.Equal([2, 4], table.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    [InlineData(";;;\n")]
    public void An_empty_file_is_refused(string text)
    {
        Assert.Equal(
            "line 1: the file is empty; its first line must name the columns: name, places, [note].",
            Refusal(Read(text))
        );
    }

    [Fact]
    public void A_header_alone_is_refused()
    {
        Assert.Equal("line 2: the file has a header and no rows.", Refusal(Read("\nname,places\n\n")));
    }

    [Fact]
    public void A_file_without_a_header_is_refused_without_repeating_who_stands_there()
    {
        var refusal = Refusal(Read("Alva Exempel,070-174 06 21\n"));

        Assert.StartsWith("line 1: the first line names none of the columns", refusal);
        Assert.DoesNotContain("Alva", refusal);
    }

    [Fact]
    public void Windows_1252_is_told_from_UTF_8()
    {
        var table = CsvTable.Read(Encoding.Latin1.GetBytes("name,places\nOster,4\nÖster,4\n"), Columns);

        Assert.StartsWith("line 3: the file is not in UTF-8 (it looks like Windows-1252", Refusal(table));
        Assert.Empty(table.Rows);
    }

    [Fact]
    public void UTF_16_is_told_from_UTF_8()
    {
        var text = "name,places\nA,4\n";
        Assert.StartsWith(
            "line 1: the file is not a text file in UTF-8",
            Refusal(CsvTable.Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)], Columns))
        );
        Assert.StartsWith(
            "line 1: the file is not a text file in UTF-8",
            Refusal(CsvTable.Read(Encoding.Unicode.GetBytes(text), Columns))
        );
    }

    [Theory]
    [InlineData("A,\"4\nB,5\n", "line 2: a quotation mark opens here and is never closed.")]
    [InlineData("A,4\nB,\"5\"x\n", "line 3: there is text after a closing quotation mark.")]
    [InlineData("A,4\nB \"C\" D,5\n", "line 3: a quotation mark stands inside a value")]
    [InlineData("A,4,x,y\n", "line 2: the row has 4 values, the header 2 columns.")]
    [InlineData("A\n", "line 2: the row has 1 values, the header 2 columns.")]
    [InlineData("A\u0007,4\n", "line 2: the row holds a character that cannot be shown.")]
    public void A_row_that_cannot_be_read_is_named(string rows, string expected)
    {
        Assert.Contains(expected, Refusal(Read("name,places\n" + rows)));
    }

    [Fact]
    public void Fifty_bad_rows_are_listed_and_the_others_counted()
    {
        var table = Read("name,places\n" + string.Concat(Enumerable.Repeat("A,4,5\n", 63)));

        var refused = table.BadRows.Refusal!;
        Assert.Equal(50, refused.BadRows.Count);
        Assert.Equal(13, refused.NotListed);
        Assert.EndsWith("\nand 13 more\nNothing was imported.", refused.ToString());
    }

    [Fact]
    public void Any_bytes_at_all_are_read_or_refused_and_never_thrown_out()
    {
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                {
                    var bare = CsvTable.Read(bytes, Columns);
                    var headed = CsvTable.Read([.. "name,places\n"u8, .. bytes], Columns);
                    return bare.BadRows.Refusal is not null
                        && (headed.Rows.Count > 0 || headed.BadRows.Refusal is not null);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_written_in_quotes_is_read_back()
    {
        var text = Gen.Elements('a', 'Ö', ',', ';', '"', ' ', '1', '\'')
            .ArrayOf()
            .Select(letters => new string(letters));
        Prop.ForAll(
                text.Two().ToArbitrary(),
                pair =>
                {
                    static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"")}\"";
                    var (name, note) = pair;
                    var table = Read($"name,places,note\n{Quoted(name)},4,{Quoted(note)}\n");
                    static string Tidy(string value) =>
                        string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                    return table.BadRows.Refusal is null
                        && table.Rows[0].Text("name") == Tidy(name)
                        && table.Rows[0].Text("note") == Tidy(note);
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
