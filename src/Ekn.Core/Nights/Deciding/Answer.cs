namespace Ekn.Core.Nights.Deciding;

/// <summary>What a coordinator says about a night.</summary>
/// <param name="Actor">Recipient key of the person, as in coordinator:c1; for the command line the name that was given.</param>
/// <param name="Via">sms, link, command, api or web.</param>
/// <param name="SeenSeq">The last entry of the night's history that the person had seen; null where it cannot be known (a text message).</param>
/// <param name="SaidAt">When the person said it, UTC: for a text message when it came in, however late it is read.</param>
public sealed record Answer(
    string Actor,
    string Via,
    AnswerKind Kind,
    string? Reason,
    int? SeenSeq,
    DateTimeOffset SaidAt
);
