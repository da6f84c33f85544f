namespace Ekn.Core.Storage.Csv;

internal static class ImportAssert
{
    public static void Imported(string tally, ImportResult result) => Assert.Equal(tally, result.ToString());

    /// <summary>The refusal in full, without its last line.</summary>
    public static void Refused(string sentences, ImportResult result)
    {
        Assert.IsType<ImportResult.Refused>(result);
        Assert.Equal(sentences.ReplaceLineEndings("\n") + "\nNothing was imported.", result.ToString());
    }
}
