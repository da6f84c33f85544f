using Ekn.Core.Dispatch;

namespace Ekn.Core.Nights.Crew;

/// <param name="State">failed, expired or stopped (opted out).</param>
/// <param name="Detail">In plain English, for whoever runs the service; null when the state says it all.</param>
public sealed record CallReason(Channel Channel, string State, string? Detail);
