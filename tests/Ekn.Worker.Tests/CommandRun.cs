using System.Text.Json;

namespace Ekn.Worker;

/// <summary>What a command answered.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Wrong input: exit code 2, one sentence on standard error, nothing on standard output.</summary>
    public void IsRefusedWith(string part)
    {
        Assert.Equal(2, ExitCode);
        Assert.Contains(part, Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd().Split('\n'));
        Assert.Empty(Output);
    }

    public CommandRun IsDone()
    {
        Assert.Empty(Error);
        Assert.Equal(0, ExitCode);
        return this;
    }
}
