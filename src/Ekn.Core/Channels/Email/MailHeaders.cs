using System.Text.Json;

namespace Ekn.Core.Channels.Email;

/// <summary>The head of a mail, as lines or as a JSON list of pairs. What is no header is left out.</summary>
internal sealed class MailHeaders
{
    private readonly List<(string Name, string Value)> headers = [];

    private MailHeaders() { }

    public static MailHeaders Read(string? text)
    {
        var read = new MailHeaders();
        if (text is null)
        {
            return read;
        }
        if (text.AsSpan().TrimStart().StartsWith("["))
        {
            read.AddPairs(text);
        }
        else
        {
            read.AddLines(text);
        }
        return read;
    }

    public string? First(string name) => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) =>
        headers
            .Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value);

    public bool Has(string name) => First(name) is not null;

    private void AddLines(string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            // A line that begins with a space goes on with the header above.
            if (line.Length > 0 && line[0] is ' ' or '\t' && headers.Count > 0)
            {
                headers[^1] = (headers[^1].Name, $"{headers[^1].Value} {line.Trim()}");
                continue;
            }
            var colon = line.IndexOf(':');
            if (colon > 0)
            {
                headers.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
            }
        }
    }

    private void AddPairs(string json)
    {
        try
        {
            foreach (var pair in JsonSerializer.Deserialize<string[][]>(json) ?? [])
            {
                if (pair is [{ } name, { } value])
                {
                    headers.Add((name.Trim(), value.Trim()));
                }
            }
        }
        catch (JsonException)
        {
            // A head that cannot be read says nothing; the mail itself is still somebody's.
        }
    }
}
