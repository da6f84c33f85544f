namespace Ekn.Core.Tests.Dispatch;

/// <summary>What a stand-in provider does with one message.</summary>
internal enum Fault
{
    None,
    TimeoutAfterAccept,
    TimeoutBeforeAccept,
    Throttled,
    Unavailable,
    Refused,
    AccountRefused,
    OptedOut,
    Throws,

    /// <summary>Takes the message; the answer never comes, until <see cref="StandInProvider.AnswerAll"/>.</summary>
    SilentAfterAccept,

    /// <summary>Does not take the message, and no answer ever comes.</summary>
    SilentBeforeAccept,
}
