using System.Net;

namespace Ekn.Simulators.Sms;

/// <summary>A webhook that was posted to the service.</summary>
/// <param name="SignedUrl">The public address that the signature is taken over; the post itself may have gone elsewhere.</param>
/// <param name="Answer">Null when there was none; then <paramref name="Problem"/> says why.</param>
public sealed record WebhookCall(
    Uri SignedUrl,
    IReadOnlyDictionary<string, string> Form,
    string Signature,
    HttpStatusCode? Answer,
    string? Problem
)
{
    public bool Succeeded => Answer is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous;
}
