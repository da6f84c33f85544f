using System.Security.Cryptography;

namespace Ekn.Core.Weather;

/// <summary>What a decision rests on: the bytes that were received, kept whether or not they could be read.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="FetchedAt">When the answer came, UTC.</param>
/// <param name="HttpStatus">The status of the answer that the bytes came with.</param>
/// <param name="Body">The body as received, after decompression and before any reading.</param>
/// <param name="Sha256">Of <paramref name="Body"/>, lower-case hexadecimal.</param>
/// <param name="Complete">False when the connection broke, or the size limit was met, before the end of the body.</param>
public sealed record Evidence(
    EvidenceSource Source,
    Uri Address,
    DateTimeOffset FetchedAt,
    int HttpStatus,
    byte[] Body,
    string Sha256,
    bool Complete
)
{
    public static Evidence Of(
        EvidenceSource source,
        Uri address,
        DateTimeOffset fetchedAt,
        int httpStatus,
        byte[] body,
        bool complete = true
    ) =>
        new(
            source,
            address,
            fetchedAt.ToUniversalTime(),
            httpStatus,
            body,
            Convert.ToHexStringLower(SHA256.HashData(body)),
            complete
        );
}
