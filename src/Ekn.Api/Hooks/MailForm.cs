using System.Net;
using System.Text;
using Ekn.Core.Channels.Email;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Ekn.Api.Hooks;

/// <summary>
/// Reads a posted form field by field, as bytes: the framework would read every one of them as UTF-8, and a mail may be in
/// other letters. Files are passed over.
/// </summary>
internal static class MailForm
{
    private const int MostFields = 1024;
    private const int LongestBoundary = 128;

    /// <summary>Bytes kept of a field. No answer is so long; the rest is passed over, so that the mail is not lost.</summary>
    private const int LongestField = 1024 * 1024;

    /// <exception cref="InvalidDataException">It is no form, or is broken.</exception>
    public static async Task<IReadOnlyList<MailField>> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            throw new InvalidDataException("The content type cannot be read.");
        }
        return type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? await PartsAsync(request, type, cancellationToken)
            : await PairsAsync(request, type, cancellationToken);
    }

    private static async Task<IReadOnlyList<MailField>> PartsAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        CancellationToken cancellationToken
    )
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
        {
            throw new InvalidDataException("The form has no boundary.");
        }
        var reader = new MultipartReader(boundary, request.Body);
        var fields = new List<MailField>();
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFormDataSection() is not { } field)
            {
                continue;
            }
            if (fields.Count == MostFields)
            {
                throw new InvalidDataException("The form has too many fields.");
            }
            var charset = MediaTypeHeaderValue.TryParse(section.ContentType, out var said)
                ? HeaderUtilities.RemoveQuotes(said.Charset).Value
                : null;
            fields.Add(new MailField(field.Name, await BytesAsync(section.Body, cancellationToken), charset));
        }
        return fields;
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(Stream body, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            kept.Write(buffer, 0, (int)Math.Min(read, LongestField - kept.Length));
        }
        return kept.ToArray();
    }

    private static async Task<IReadOnlyList<MailField>> PairsAsync(
        HttpRequest request,
        MediaTypeHeaderValue type,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var charset = HeaderUtilities.RemoveQuotes(type.Charset).Value;
        return Pairs(body.GetBuffer().AsMemory(0, (int)body.Length), charset);
    }

    private static List<MailField> Pairs(ReadOnlyMemory<byte> form, string? charset)
    {
        var fields = new List<MailField>();
        foreach (var range in form.Span.Split((byte)'&'))
        {
            var pair = form[range];
            if (pair.IsEmpty)
            {
                continue;
            }
            if (fields.Count == MostFields)
            {
                throw new InvalidDataException("The form has too many fields.");
            }
            var end = pair.Span.IndexOf((byte)'=');
            var name = Encoding.UTF8.GetString(Decoded(end < 0 ? pair : pair[..end]));
            var value = end < 0 ? [] : Decoded(pair[(end + 1)..]);
            fields.Add(new MailField(name, value.AsMemory(0, Math.Min(value.Length, LongestField)), charset));
        }
        return fields;
    }

    private static byte[] Decoded(ReadOnlyMemory<byte> text) =>
        WebUtility.UrlDecodeToBytes(text.ToArray(), 0, text.Length) ?? [];
}
