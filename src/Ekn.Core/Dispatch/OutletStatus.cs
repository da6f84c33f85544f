using Ekn.Core.Texts;

namespace Ekn.Core.Dispatch;

/// <summary>One of the ways by which messages leave: a gateway of text messages, or mail.</summary>
/// <param name="Name">first, second or mail.</param>
/// <param name="RefusesSince">Null when it takes what it is given, or has not been given anything.</param>
/// <param name="LastError">Null where it does not refuse.</param>
/// <param name="LastTookAt">When it last took a message; null when it never did.</param>
public sealed record OutletStatus(
    string Name,
    DateTimeOffset? RefusesSince,
    Note? LastError,
    DateTimeOffset? LastTookAt
)
{
    public const string Mail = "mail";

    /// <summary>refuses, well or unused.</summary>
    public string State =>
        RefusesSince is not null ? "refuses"
        : LastTookAt is not null ? "well"
        : "unused";
}
