using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ekn.Worker.Commands;

/// <summary>The one JSON document of a command's answer. Names in camel case; nothing is left out, so null is written.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Read by programs and people in a terminal, never part of a web page: å, ä and ö stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(object document) => JsonSerializer.Serialize(document, Options);
}
