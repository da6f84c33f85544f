namespace Ekn.Core.Weather;

/// <summary>SMHI's levels in rising order. Class 2 of before October 2021 is read as orange; yellow is not class 1.</summary>
public enum WarningLevel
{
    /// <summary>A level that SMHI's documentation does not have. It is never assumed to be harmless.</summary>
    Unrecognised = 0,

    /// <summary>Information, and no warning.</summary>
    Message = 1,

    Yellow = 2,
    Orange = 3,
    Red = 4,
}
