using Ekn.Core.Texts;

namespace Ekn.Core.Channels.Sms;

/// <summary>What the provider says of a message whose outcome we do not know.</summary>
public abstract record LookupResult
{
    private LookupResult() { }

    /// <summary>The provider has messages of this text to this number, oldest first; usually one.</summary>
    public sealed record Found(IReadOnlyList<string> ProviderIds) : LookupResult;

    /// <summary>The provider answered and has none: it is safe to send.</summary>
    public sealed record NotThere : LookupResult;

    /// <summary>The provider could not be asked; nothing may be sent yet.</summary>
    public sealed record CouldNotAsk(Note Reason) : LookupResult;
}
