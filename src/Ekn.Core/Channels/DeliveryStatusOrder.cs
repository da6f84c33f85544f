namespace Ekn.Core.Channels;

public static class DeliveryStatusOrder
{
    /// <summary>For SQL that lets a receipt move forward only: <c>WHERE rank &lt; @rank</c>.</summary>
    public static int Rank(this DeliveryStatus status) => (int)status;

    /// <param name="known">What is known so far; null when no receipt has come.</param>
    public static bool MovesOn(this DeliveryStatus status, DeliveryStatus? known) =>
        known is null || status.Rank() > known.Value.Rank();

    /// <summary>Nothing more is to be expected.</summary>
    public static bool IsFinal(this DeliveryStatus status) =>
        status is DeliveryStatus.Undelivered or DeliveryStatus.Delivered;
}
