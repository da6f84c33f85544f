namespace Ekn.Worker.Commands;

/// <summary>A file that was named on the command line.</summary>
internal abstract record GivenFile
{
    private GivenFile() { }

    public sealed record Read(byte[] Bytes) : GivenFile;

    /// <param name="Sentence">What is wrong, with the path as it was given.</param>
    public sealed record Unreadable(string Sentence) : GivenFile;

    public static async Task<GivenFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return new Unreadable($"{path} is a folder; name a file in it.");
        }
        if (!File.Exists(path))
        {
            return new Unreadable($"There is no file {path}.");
        }
        try
        {
            return new Read(await File.ReadAllBytesAsync(path, cancellationToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Unreadable($"The file {path} cannot be read: {exception.Message}");
        }
    }

    /// <returns>Null when it was written, else a sentence.</returns>
    public static async Task<string?> WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The file {path} cannot be written: {exception.Message}";
        }
    }
}
