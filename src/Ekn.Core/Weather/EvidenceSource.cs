namespace Ekn.Core.Weather;

/// <summary>Which of SMHI's two answers a piece of evidence is.</summary>
public enum EvidenceSource
{
    Forecast,
    Warnings,
}
