namespace Ekn.Core.Channels.Email;

/// <summary>A file that goes with an email. The text form gives nothing of it away.</summary>
/// <param name="Name">As the reader saves it: lista-2026-12-01.pdf.</param>
public sealed record EmailAttachment(string Name, string MediaType, byte[] Body)
{
    public override string ToString() => $"{MediaType} of {Body.Length} bytes";
}
