namespace Ekn.Core.Texts;

/// <summary>The named facts that fill a text's placeholders. Unchanging; With gives a new one.</summary>
public sealed class Facts
{
    private readonly Dictionary<string, string> values;

    private Facts(Dictionary<string, string> values) => this.values = values;

    public static Facts None { get; } = new([]);

    public Facts With(string name, string? value) =>
        new(new Dictionary<string, string>(values, StringComparer.Ordinal) { [name] = value ?? "" });

    public Facts With(string name, int value) => With(name, value.ToString());

    public Facts With(Facts others)
    {
        var all = new Dictionary<string, string>(values, StringComparer.Ordinal);
        foreach (var (name, value) in others.values)
        {
            all[name] = value;
        }
        return new Facts(all);
    }

    public string? Find(string name) => values.GetValueOrDefault(name);
}
