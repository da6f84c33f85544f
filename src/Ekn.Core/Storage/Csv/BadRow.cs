namespace Ekn.Core.Storage.Csv;

/// <summary>
/// Why a line of a file cannot be taken. The sentence names the column; it never repeats personal data.
/// </summary>
/// <param name="Line">From 1, the header included, as an editor counts; a row in quotes that runs over several lines is named by its first.</param>
public sealed record BadRow(int Line, string Sentence)
{
    public override string ToString() => $"line {Line}: {Sentence}";
}
