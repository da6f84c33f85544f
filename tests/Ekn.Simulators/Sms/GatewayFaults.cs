namespace Ekn.Simulators.Sms;

/// <summary>Which fault strikes next. What was set for a number goes before what was set for the next requests. Thread safe.</summary>
public sealed class GatewayFaults
{
    private readonly Lock gate = new();
    private readonly Queue<GatewayFault> sends = new();
    private readonly Queue<GatewayFault> lookups = new();
    private readonly Dictionary<string, GatewayFault> numbers = [];
    private GatewayFault? always;

    /// <summary>Strikes the next messages to be sent, whoever they are to.</summary>
    public void Next(GatewayFault fault, int times = 1) => Enqueue(sends, fault, times);

    /// <summary>Strikes the next requests for the list of messages.</summary>
    public void NextLookup(GatewayFault fault, int times = 1) => Enqueue(lookups, fault, times);

    /// <summary>Strikes every message to this number, until it is set to null.</summary>
    public void To(string number, GatewayFault? fault)
    {
        lock (gate)
        {
            if (fault is null)
            {
                numbers.Remove(number);
            }
            else
            {
                numbers[number] = fault;
            }
        }
    }

    /// <summary>Strikes every request of either kind that nothing else has struck, until it is set to null.</summary>
    public void Always(GatewayFault? fault)
    {
        lock (gate)
        {
            always = fault;
        }
    }

    internal GatewayFault? TakeForSend(string to)
    {
        lock (gate)
        {
            return numbers.TryGetValue(to, out var fault) || sends.TryDequeue(out fault) ? fault : always;
        }
    }

    internal GatewayFault? TakeForLookup()
    {
        lock (gate)
        {
            return lookups.TryDequeue(out var fault) ? fault : always;
        }
    }

    private void Enqueue(Queue<GatewayFault> queue, GatewayFault fault, int times)
    {
        lock (gate)
        {
            for (var i = 0; i < times; i++)
            {
                queue.Enqueue(fault);
            }
        }
    }
}
