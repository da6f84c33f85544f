namespace Ekn.Core.Decisions;

/// <summary>
/// The named reasons of an outcome. Their wire names (<see cref="WireName"/>) are part of the outside contract.
/// </summary>
public enum OpeningReason
{
    /// <summary>Opens: the lowest air temperature of the night is beyond the threshold.</summary>
    Cold,

    /// <summary>Opens: a warning for the county at the level of the settings or above.</summary>
    Warning,

    /// <summary>Opens: a warning of strong cooling for the county.</summary>
    StrongCooling,

    /// <summary>Closed, and a person is told: only just warmer than the threshold.</summary>
    BorderlineCold,

    /// <summary>Closed, and a person is told: a warning below the level that opens.</summary>
    BorderlineWarning,

    /// <summary>Closed: clearly warmer, and no warning.</summary>
    Mild,

    /// <summary>Unknown, because the forecast is.</summary>
    ForecastUnknown,

    /// <summary>Unknown, because the warnings are.</summary>
    WarningsUnknown,
}
