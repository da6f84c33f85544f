namespace Ekn.Core.Replies;

public enum CoordinatorIntent
{
    /// <summary>Yes to the proposal, whatever it proposes.</summary>
    Yes,

    /// <summary>No to the proposal.</summary>
    No,
    Open,
    Close,
    Stop,
    Start,
    Unclear,
}
