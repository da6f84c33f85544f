using Ekn.Core.Dispatch;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Crew;

/// <param name="State">failed, expired or stopped (opted out).</param>
/// <param name="Detail">For whoever runs the service; null when the state says it all.</param>
public sealed record CallReason(Channel Channel, string State, Note? Detail);
