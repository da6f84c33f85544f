namespace Ekn.Core.Replies;

/// <summary>Why a coordinator's text must not take effect yet.</summary>
public enum CoordinatorProblem
{
    None,

    /// <summary>ÖPPNA and STÄNG need a reason, which stands in the history.</summary>
    ReasonMissing,

    /// <summary>The code given is none of the known ones.</summary>
    NoSuchCode,

    /// <summary>Conditional, contradictory or asking: "ja om det blir kallare".</summary>
    Doubtful,

    /// <summary>None of the agreed words begins the text.</summary>
    NotUnderstood,
}
