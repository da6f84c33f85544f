using System.Collections.Concurrent;

namespace Ekn.Core.Weather.Smhi;

/// <summary>Answers that could be read, by address, for as long as SMHI said they are fresh. Thread safe.</summary>
internal sealed class SmhiCache
{
    private readonly ConcurrentDictionary<Uri, Entry> entries = new();

    public Evidence? Fresh(Uri address, DateTimeOffset now) =>
        entries.TryGetValue(address, out var entry) && now >= entry.Evidence.FetchedAt && now < entry.Until
            ? entry.Evidence
            : null;

    public void Keep(Evidence evidence, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            entries[evidence.Address] = new Entry(evidence, evidence.FetchedAt + time);
        }
    }

    private sealed record Entry(Evidence Evidence, DateTimeOffset Until);
}
