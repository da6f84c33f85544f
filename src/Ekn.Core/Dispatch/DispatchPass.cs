namespace Ekn.Core.Dispatch;

/// <summary>What one pass over the outbox did.</summary>
/// <param name="Claimed">Messages taken up; the other counts divide them.</param>
/// <param name="Accepted">At the provider now, sent by this pass or found there.</param>
/// <param name="Waiting">To be tried again later.</param>
/// <param name="Unknown">Nobody knows whether the provider took them; to be looked up later.</param>
/// <param name="Ended">Never to be sent: failed, expired, called off or opted out.</param>
/// <param name="MoreDue">Messages may be due that the rate or the size of a batch left for the next pass.</param>
public sealed record DispatchPass(int Claimed, int Accepted, int Waiting, int Unknown, int Ended, bool MoreDue)
{
    public static DispatchPass Nothing { get; } = new(0, 0, 0, 0, 0, false);

    public static DispatchPass operator +(DispatchPass left, DispatchPass right) =>
        new(
            left.Claimed + right.Claimed,
            left.Accepted + right.Accepted,
            left.Waiting + right.Waiting,
            left.Unknown + right.Unknown,
            left.Ended + right.Ended,
            left.MoreDue || right.MoreDue
        );
}
