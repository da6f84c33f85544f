namespace Ekn.Core.Channels;

/// <summary>
/// Where the world reaches the web part (setting Ekn:Web:PublicUrl). Callbacks are asked for at this address and signed
/// over it, whatever address a proxy in front forwards to.
/// </summary>
/// <param name="PublicUrl">Absolute; may hold a path, when the service lives below one.</param>
public sealed record PublicAddress(Uri PublicUrl)
{
    /// <summary>The public form of an address of this service, kept letter by letter: signatures are taken over it.</summary>
    /// <param name="pathAndQuery">Begins with a slash; already escaped.</param>
    public string Of(string pathAndQuery) => PublicUrl.AbsoluteUri.TrimEnd('/') + pathAndQuery;
}
