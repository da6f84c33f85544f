namespace Ekn.Core.Channels.Email;

/// <summary>A field of the form that a mail is posted as, before its letters are known.</summary>
/// <param name="Charset">What the field itself says that its letters are in; null when it says nothing.</param>
public sealed record MailField(string Name, ReadOnlyMemory<byte> Bytes, string? Charset = null)
{
    /// <summary>The name alone: what somebody wrote stays out.</summary>
    public override string ToString() => Name;
}
