using Ekn.Core.Calendar;

namespace Ekn.Core.Dispatch;

/// <summary>How the messages of one night fare. Those called off or opted out are not counted.</summary>
/// <param name="Sent">At the provider, delivered ones among them.</param>
/// <param name="Delivered">A receipt says so.</param>
/// <param name="Failed">For good, or expired.</param>
/// <param name="Waiting">Still to come, or not known.</param>
public sealed record NightDelivery(Night Night, int Sent, int Delivered, int Failed, int Waiting);
