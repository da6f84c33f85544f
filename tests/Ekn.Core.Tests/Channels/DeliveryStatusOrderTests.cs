using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Channels;

public sealed class DeliveryStatusOrderTests
{
    [Theory]
    [InlineData(DeliveryStatus.Queued, null, true)]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Queued, true)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Sent, true)]
    [InlineData(DeliveryStatus.Undelivered, DeliveryStatus.Sent, true)]
    [InlineData(DeliveryStatus.Delivered, DeliveryStatus.Undelivered, true)]
    [InlineData(DeliveryStatus.Undelivered, DeliveryStatus.Delivered, false)]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Delivered, false)]
    [InlineData(DeliveryStatus.Sent, DeliveryStatus.Sent, false)]
    [InlineData(DeliveryStatus.Queued, DeliveryStatus.Undelivered, false)]
    public void A_receipt_only_moves_a_message_forward(DeliveryStatus receipt, DeliveryStatus? known, bool moves) =>
        Assert.Equal(moves, receipt.MovesOn(known));

    [Fact]
    public void Receipts_in_any_order_and_number_end_the_same() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<DeliveryStatus[]>(),
                receipts =>
                {
                    DeliveryStatus? known = null;
                    foreach (var receipt in receipts.Concat(receipts.Reverse()))
                    {
                        known = receipt.MovesOn(known) ? receipt : known;
                    }
                    return receipts.Length == 0 ? known is null : known == receipts.Max();
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Stored_numbers_stay_what_they_are() =>
        Assert.Equal(
            [("Queued", 0), ("Sent", 1), ("Undelivered", 2), ("Delivered", 3)],
            Enum.GetValues<DeliveryStatus>().Select(s => (s.ToString(), s.Rank()))
        );
}
