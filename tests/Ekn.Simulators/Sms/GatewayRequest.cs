namespace Ekn.Simulators.Sms;

/// <summary>A request that the service made, written down before it was answered.</summary>
/// <param name="Fields">The form of a POST, the query of a GET.</param>
public sealed record GatewayRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Fields,
    bool LoggedIn
);
