namespace Ekn.Core.Replies;

public enum ChurchIntent
{
    Yes,
    No,

    /// <summary>A question, for a person to answer.</summary>
    Question,

    /// <summary>Thanks or a greeting: no change.</summary>
    Nothing,
    Stop,
    Start,

    /// <summary>Conditional, contradictory or not understood: no change, ask back.</summary>
    Unclear,
}
