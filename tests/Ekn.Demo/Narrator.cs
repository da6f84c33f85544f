using Ekn.Town;

namespace Ekn.Demo;

/// <summary>Tells what happens, line by line, with the town's time.</summary>
internal sealed class Narrator(TextWriter output, Stockholm town)
{
    public void Chapter(string title)
    {
        output.WriteLine();
        output.WriteLine($"== {title}");
    }

    public void Tell(string what) => output.WriteLine($"{Clock()}  {what}");

    /// <summary>Somebody's words, as they stand on a phone.</summary>
    public void Quote(string who, string text) =>
        output.WriteLine($"{Clock()}  {who}: \"{text.ReplaceLineEndings(" ")}\"");

    public void Plain(string text) => output.WriteLine(text);

    private string Clock()
    {
        var local = town.Time.ToLocal(town.Clock.UtcNow);
        return $"{local:ddd d MMM HH:mm}";
    }
}
