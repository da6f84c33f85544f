namespace Ekn.Core.Decisions;

/// <summary>What the rule says about a night. Unknown is a question to a person; it is never read as closed.</summary>
public enum Outcome
{
    Open,
    Closed,
    Unknown,
}
