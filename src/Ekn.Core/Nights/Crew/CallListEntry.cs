namespace Ekn.Core.Nights.Crew;

/// <summary>Somebody to call, because nothing that was written to them arrived.</summary>
/// <param name="Recipient">As volunteer:12.</param>
/// <param name="Phone">As people write it; null when no number is known.</param>
/// <param name="Purpose">Of the last message that did not arrive.</param>
/// <param name="Reasons">One for each channel that was tried.</param>
/// <param name="Booked">Whether they work that night: they must know.</param>
/// <param name="LastContact">When something last reached them, on any night, or somebody talked to them; null for never.</param>
/// <param name="Call">What came of the last call about this night; null when nobody has called.</param>
public sealed record CallListEntry(
    string Recipient,
    string Name,
    string? Phone,
    string Purpose,
    IReadOnlyList<CallReason> Reasons,
    bool Booked,
    DateTimeOffset? LastContact,
    MadeCall? Call
)
{
    /// <summary>Church and site lead: without them the night does not open.</summary>
    public bool First => !Recipient.StartsWith("volunteer:", StringComparison.Ordinal);

    public override string ToString() => Recipient;
}
