using System.Text;

namespace Ekn.Simulators.Mail;

/// <summary>
/// A mail or a part of one, read strictly: bytes that are not valid in their charset throw, so a sender that splits
/// a letter between two encoded words is found out.
/// </summary>
public sealed class MimeEntity
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );
    private readonly byte[] body;

    private MimeEntity(IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        Headers = headers;
        this.body = body;
        Parts = MediaType.StartsWith("multipart/") ? [.. SplitParts().Select(p => Parse(p))] : [];
    }

    /// <summary>Name and unfolded value as on the wire, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The parts of a multipart entity, in order; empty for a leaf.</summary>
    public IReadOnlyList<MimeEntity> Parts { get; }

    /// <summary>This entity or the parts in it that hold content, in order.</summary>
    public IEnumerable<MimeEntity> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(p => p.Leaves);

    /// <summary>In lower case, without parameters.</summary>
    public string MediaType => (Header("Content-Type") ?? "text/plain").Split(';')[0].Trim().ToLowerInvariant();

    public string? Charset => Parameter("charset");

    /// <summary>The decoded content of a leaf, with lines ended by \n.</summary>
    public string Text => EncodingOf(Charset ?? "us-ascii").GetString(Content()).Replace("\r\n", "\n");

    public string? Header(string name)
    {
        var header = Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return header.Key is null ? null : EncodedWords.Decode(header.Value);
    }

    public static MimeEntity Parse(ReadOnlyMemory<byte> raw)
    {
        var text = Encoding.Latin1.GetString(raw.Span);
        var end = text.StartsWith("\r\n") ? 0 : text.IndexOf("\r\n\r\n");
        var head = end < 0 ? text : text[..end];
        var content = end < 0 ? "" : text[(end + (end == 0 ? 2 : 4))..];
        return new MimeEntity(ParseHeaders(head), Encoding.Latin1.GetBytes(content));
    }

    internal static Encoding EncodingOf(string charset) =>
        charset.ToLowerInvariant() switch
        {
            "utf-8" => StrictUtf8,
            "us-ascii" => Encoding.GetEncoding(
                "us-ascii",
                EncoderFallback.ExceptionFallback,
                DecoderFallback.ExceptionFallback
            ),
            var other => Encoding.GetEncoding(other),
        };

    private static List<KeyValuePair<string, string>> ParseHeaders(string head)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in head.Split("\r\n"))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && headers.Count > 0)
            {
                headers[^1] = new(headers[^1].Key, headers[^1].Value + line);
                continue;
            }
            var colon = line.IndexOf(':');
            if (colon > 0)
            {
                headers.Add(new(line[..colon], line[(colon + 1)..].TrimStart()));
            }
        }
        return headers;
    }

    private string? Parameter(string name)
    {
        foreach (var piece in (Header("Content-Type") ?? "").Split(';').Skip(1))
        {
            var pair = piece.Split('=', 2);
            if (pair.Length == 2 && pair[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return pair[1].Trim().Trim('"');
            }
        }
        return null;
    }

    private byte[] Content()
    {
        var text = Encoding.Latin1.GetString(body);
        return Header("Content-Transfer-Encoding")?.ToLowerInvariant() switch
        {
            "base64" => Convert.FromBase64String(text),
            "quoted-printable" => QuotedPrintable.Decode(text),
            _ => body,
        };
    }

    private IEnumerable<ReadOnlyMemory<byte>> SplitParts()
    {
        var marker = "\r\n--" + Parameter("boundary");
        var text = "\r\n" + Encoding.Latin1.GetString(body);
        var at = text.IndexOf(marker);
        while (at >= 0)
        {
            var start = text.IndexOf("\r\n", at + marker.Length);
            var next = start < 0 ? -1 : text.IndexOf(marker, start);
            if (next < 0)
            {
                yield break;
            }
            yield return Encoding.Latin1.GetBytes(text[(start + 2)..next]);
            at = next;
        }
    }
}
