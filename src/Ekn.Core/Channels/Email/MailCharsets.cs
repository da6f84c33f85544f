using System.Text;
using System.Text.Json;

namespace Ekn.Core.Channels.Email;

/// <summary>
/// Turns the fields of a posted mail into text. SendGrid passes each on in the letters that its writer used, and names them
/// in the field charsets: {"to":"UTF-8","text":"iso-8859-1"}. Never fails: what is in letters that nobody knows is read as
/// UTF-8, and what does not fit gets replacement characters.
/// </summary>
public static class MailCharsets
{
    private const string Names = "charsets";

    // What calls itself ISO-8859-1 is Windows-1252 in practice: the same letters, and quotation marks besides.
    private static readonly HashSet<string> Western = new(StringComparer.OrdinalIgnoreCase)
    {
        "iso-8859-1",
        "iso8859-1",
        "iso_8859-1",
        "latin1",
        "latin-1",
        "l1",
    };

    public static IReadOnlyList<KeyValuePair<string, string>> Decode(IReadOnlyList<MailField> fields)
    {
        var said = NamesOf(fields);
        return
        [
            .. fields.Select(field =>
                KeyValuePair.Create(
                    field.Name,
                    EncodingOf(said.GetValueOrDefault(field.Name) ?? field.Charset)
                        .GetString(field.Bytes.Span)
                        .TrimStart('\uFEFF')
                )
            ),
        ];
    }

    private static Dictionary<string, string> NamesOf(IReadOnlyList<MailField> fields)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var field = fields.FirstOrDefault(one => one.Name.Equals(Names, StringComparison.OrdinalIgnoreCase));
        if (field is null)
        {
            return names;
        }
        try
        {
            using var said = JsonDocument.Parse(field.Bytes);
            if (said.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var one in said.RootElement.EnumerateObject())
                {
                    if (one.Value.ValueKind == JsonValueKind.String)
                    {
                        names[one.Name] = one.Value.GetString()!;
                    }
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Names that cannot be read say nothing; the mail itself is still somebody's.
        }
        return names;
    }

    private static Encoding EncodingOf(string? name)
    {
        var plain = name?.Trim().Trim('"') ?? "";
        var wanted = Western.Contains(plain) ? "windows-1252" : plain;
        if (wanted.Length == 0)
        {
            return Encoding.UTF8;
        }
        try
        {
            // Without the provider of code pages .NET knows little more than Unicode.
            return CodePagesEncodingProvider.Instance.GetEncoding(wanted) ?? Encoding.GetEncoding(wanted);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }
}
