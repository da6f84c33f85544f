using Ekn.Core.Calendar;

namespace Ekn.Core.Links;

/// <param name="Subject">Whose link it is: the recipient's key, as in coordinator:c1.</param>
public sealed record Link(
    LinkPurpose Purpose,
    Night? Night,
    string Subject,
    string? Argument,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt
);
