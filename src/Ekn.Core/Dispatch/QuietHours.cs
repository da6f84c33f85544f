using Ekn.Core.Calendar;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Dispatch;

/// <summary>When volunteers are let sleep: what is <see cref="Leisurely"/> waits until morning.</summary>
public sealed class QuietHours(IOptions<DispatchOptions> options, LocalTime time)
{
    private readonly TimeOnly from = options.Value.QuietFrom;
    private readonly TimeOnly to = options.Value.QuietTo;

    /// <returns>Null when the message may go at once.</returns>
    public DateTimeOffset? NotBefore(string purpose, string recipient, DateTimeOffset now) =>
        Leisurely.Is(purpose, recipient) ? Until(now) : null;

    /// <summary>
    /// The end of the quiet hours that an instant lies in; null outside of them. Hours are told by instants, never by
    /// the digits of the clock: an hour that autumn repeats would otherwise be quiet, loud and quiet again.
    /// </summary>
    public DateTimeOffset? Until(DateTimeOffset now)
    {
        if (from == to)
        {
            return null;
        }
        var today = time.DateOf(now);
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            var begin = time.At(day, from);
            var end = time.At(from < to ? day : day.AddDays(1), to);
            if (begin <= now && now < end)
            {
                return end;
            }
        }
        return null;
    }
}
