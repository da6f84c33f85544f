using Ekn.Core.Weather;

namespace Ekn.Core.Decisions;

public sealed record JudgedWarning(Warning Warning, WarningVerdict Verdict)
{
    public bool Opens => Verdict is WarningVerdict.Opens or WarningVerdict.StrongCooling;

    /// <summary>Concerns the county and the night, so it is shown to who decides.</summary>
    public bool Concerns =>
        Verdict
            is WarningVerdict.Opens
                or WarningVerdict.StrongCooling
                or WarningVerdict.Borderline
                or WarningVerdict.UnrecognisedLevel;
}
