namespace Ekn.Api.Status;

/// <param name="Ready">Whether every check is well.</param>
public sealed record ReadinessReport(bool Ready, IReadOnlyList<ReadinessCheck> Checks);
