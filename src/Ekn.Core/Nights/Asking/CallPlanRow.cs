using Ekn.Core.Calendar;

namespace Ekn.Core.Nights.Asking;

/// <summary>How the asking about a night goes on.</summary>
public sealed record CallPlanRow
{
    public const string Columns = "night, purpose, strategy, wave, began_at, next_at, raise_at, raised_at";

    public Night Night { get; init; }

    /// <summary>early-notice or call-volunteer.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>all or waves.</summary>
    public string Strategy { get; init; } = "";

    public int Wave { get; init; }

    public DateTimeOffset BeganAt { get; init; }

    /// <summary>When the next wave is due; null when nobody is left or nobody is needed.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset RaiseAt { get; init; }

    public DateTimeOffset? RaisedAt { get; init; }
}
