using Ekn.Core.Links;

namespace Ekn.Core.Dispatch;

public sealed record LetterLink(LinkPurpose Purpose, string? Argument, DateTimeOffset ExpiresAt);
