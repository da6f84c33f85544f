using Ekn.Core.Calendar;
using Ekn.Core.Links;

namespace Ekn.Core.Dispatch;

public sealed record LetterLink(LinkPurpose Purpose, string? Argument, DateTimeOffset ExpiresAt)
{
    /// <summary>The night that the link opens, where the letter itself is about several; null for the letter's own.</summary>
    public Night? Night { get; init; }
}
