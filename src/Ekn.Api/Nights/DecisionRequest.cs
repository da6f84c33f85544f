namespace Ekn.Api.Nights;

/// <param name="Action">accept (yes to the proposal), refuse (no), open or close.</param>
/// <param name="Reason">Needed to decide otherwise than proposed, or without a proposal.</param>
/// <param name="SeenSeq">lastSeq of the decision as the caller saw it: if anything has happened since, nothing changes and the answer is 409. Null decides without that guard.</param>
public sealed record DecisionRequest(string? Action = null, string? Reason = null, int? SeenSeq = null);
