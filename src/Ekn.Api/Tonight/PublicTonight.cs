using Ekn.Core.Calendar;

namespace Ekn.Api.Tonight;

/// <summary>What the public is told of the night that is, or is next. Names no person.</summary>
/// <param name="OpensAt">UTC; the evening's hour from which guests are let in, also while nothing is decided.</param>
/// <param name="Places">Empty unless it is open; a room that is not to be published is counted in <paramref name="Unpublished"/> alone.</param>
/// <param name="MovedFrom">Names of rooms that were announced for the night and are not used; only where they may be published.</param>
/// <param name="AsOf">When it was read, UTC.</param>
public sealed record PublicTonight(
    Night Night,
    TonightState State,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    IReadOnlyList<PublicPlace> Places,
    int Unpublished,
    IReadOnlyList<string> MovedFrom,
    DateTimeOffset AsOf
);
