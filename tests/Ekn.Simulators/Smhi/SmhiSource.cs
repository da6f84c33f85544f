using System.Collections.Concurrent;

namespace Ekn.Simulators.Smhi;

/// <summary>One of the simulator's two addresses: what it serves, how it fails, what it was asked. Thread safe.</summary>
public sealed class SmhiSource
{
    private readonly Lock gate = new();
    private readonly ConcurrentQueue<SmhiRequest> requests = new();
    private Func<DateTimeOffset, byte[]> body;
    private SmhiFault? fault;
    private int faultsLeft;

    internal SmhiSource(Func<DateTimeOffset, byte[]> body) => this.body = body;

    /// <summary>Sent as cache-control: max-age; null sends no such header.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>Sends this header as it stands, in place of <see cref="MaxAge"/>.</summary>
    public string? CacheControl { get; set; }

    /// <summary>gzip, br or null; used when the client accepts it.</summary>
    public string? Compression { get; set; } = "gzip";

    /// <summary>
    /// Called when a request is left without an answer, or with only the beginning of one: here a test lets the caller's
    /// time run out, however fast or slow the machine is.
    /// </summary>
    public Action OnSilence { get; set; } = static () => { };

    public IReadOnlyList<SmhiRequest> Requests => [.. requests];

    /// <summary>Serves these exact bytes: a recorded file, or anything else.</summary>
    public void ServeBytes(byte[] bytes) => ServeWith(_ => bytes);

    /// <summary>Serves what is made for each request from the clock's present.</summary>
    public void ServeWith(Func<DateTimeOffset, byte[]> make)
    {
        lock (gate)
        {
            body = make;
        }
    }

    /// <summary>Fails from now on, or only so many times.</summary>
    public void Fail(SmhiFault how, int times = int.MaxValue)
    {
        lock (gate)
        {
            fault = how;
            faultsLeft = times;
        }
    }

    public void Heal()
    {
        lock (gate)
        {
            fault = null;
        }
    }

    internal (Func<DateTimeOffset, byte[]> Body, SmhiFault? Fault) Take(SmhiRequest request)
    {
        requests.Enqueue(request);
        lock (gate)
        {
            if (fault is null || faultsLeft == 0)
            {
                return (body, null);
            }
            faultsLeft--;
            return (body, fault);
        }
    }
}
