using Ekn.Core.Channels;
using Ekn.Core.Channels.Sms;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Through which gateway the next text goes. The first is used unless it refuses our account, or has failed to answer
/// several times in a row for some minutes; then the second takes over, and after a while one text at a time tries the
/// first again. Each worker finds out for itself. Thread safe.
/// </summary>
internal sealed class GatewayChoice(SmsGateways gateways, DispatchOptions options, TimeProvider clock)
{
    private const int InARow = 3;

    private readonly Lock gate = new();
    private int unanswered;
    private DateTimeOffset? unansweredSince;
    private DateTimeOffset? restsUntil;
    private DateTimeOffset? triedAt;

    public SmsRoute Next()
    {
        if (gateways.Second is not { } second)
        {
            return gateways.First;
        }
        lock (gate)
        {
            if (restsUntil is not { } until)
            {
                return gateways.First;
            }
            var now = clock.GetUtcNow();
            // Whoever tries may never say how it went: killed, or not let go after all.
            if (now < until || (triedAt is { } tried && now < tried + options.Lease))
            {
                return second;
            }
            triedAt = now;
            return gateways.First;
        }
    }

    /// <returns>Whether the second takes over because of it.</returns>
    public bool Learn(SmsRoute route, SendResult result)
    {
        if (gateways.Second is null || route != gateways.First)
        {
            return false;
        }
        lock (gate)
        {
            var now = clock.GetUtcNow();
            switch (result)
            {
                case SendResult.FailedForGood { Failure: SendFailure.Account }:
                    return Rest(now);
                case SendResult.FailedForNow { Unreachable: true } or SendResult.OutcomeUnknown:
                    unanswered++;
                    unansweredSince ??= now;
                    if (restsUntil is not null)
                    {
                        // Of the one that tried it again; one that was under way when the rest began says nothing new.
                        return triedAt is not null && Rest(now);
                    }
                    return unanswered >= InARow && now - unansweredSince >= options.SecondGatewayAfter && Rest(now);
                default:
                    // It answers, if only to say that it has too much to do or does not like this one number.
                    (unanswered, unansweredSince, restsUntil, triedAt) = (0, null, null, null);
                    return false;
            }
        }
    }

    private bool Rest(DateTimeOffset now)
    {
        (restsUntil, triedAt) = (now + options.FirstGatewayRest, null);
        return true;
    }
}
