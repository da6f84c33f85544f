namespace Ekn.Core.Weather;

/// <summary>Why a step has no air temperature.</summary>
public enum StepFault
{
    /// <summary>9999.</summary>
    MarkedMissing,

    KeyAbsent,

    NotANumber,

    /// <summary>Outside −60 to +50 °C.</summary>
    OutOfRange,
}
