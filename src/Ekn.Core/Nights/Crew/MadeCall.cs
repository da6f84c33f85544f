namespace Ekn.Core.Nights.Crew;

/// <param name="By">Recipient key of who called.</param>
public sealed record MadeCall(CallOutcome Outcome, string By, DateTimeOffset At);
