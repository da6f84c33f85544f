namespace Ekn.Api.Tonight;

/// <summary>What the public is told of a night.</summary>
public enum TonightState
{
    Open,
    Closed,
    NotDecided,

    /// <summary>Nothing is decided and nothing is due: it is not the cold part of the year.</summary>
    OutOfSeason,
}
