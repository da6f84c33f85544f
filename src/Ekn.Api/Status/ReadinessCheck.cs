namespace Ekn.Api.Status;

/// <param name="Name">database, noon, outbox, sms, email or alerts.</param>
/// <param name="Detail">One sentence; names no person, number or text.</param>
public sealed record ReadinessCheck(string Name, bool Ok, string Detail);
