namespace Ekn.Core.Nights.Deciding;

public enum AnswerKind
{
    /// <summary>Yes to the open proposal.</summary>
    Accept,

    /// <summary>No to the open proposal.</summary>
    Refuse,

    Open,

    Close,
}
