namespace Ekn.Simulators.Sms;

/// <summary>A person's phone: what has reached it, and what the person answers. Thread safe.</summary>
public sealed class SimulatedPhone
{
    private readonly SmsGatewaySimulator gateway;
    private readonly Lock gate = new();
    private readonly List<SimulatedSms> conversation = [];
    private readonly List<SimulatedSms> waiting = [];
    private bool isOff;

    internal SimulatedPhone(SmsGatewaySimulator gateway, string number)
    {
        this.gateway = gateway;
        Number = number;
    }

    /// <summary>E.164.</summary>
    public string Number { get; }

    /// <summary>Texts from the service, oldest first.</summary>
    public IReadOnlyList<SimulatedSms> Inbox => [.. Conversation.Where(m => !m.IsInbound)];

    /// <summary>Both directions, oldest first.</summary>
    public IReadOnlyList<SimulatedSms> Conversation
    {
        get
        {
            lock (gate)
            {
                return [.. conversation];
            }
        }
    }

    /// <summary>Texts that the gateway took while the phone was off.</summary>
    public IReadOnlyList<SimulatedSms> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. waiting];
            }
        }
    }

    /// <summary>Texts wait and are told as sent, never as delivered. Turned on, the phone gets what waits.</summary>
    public bool IsOff
    {
        get
        {
            lock (gate)
            {
                return isOff;
            }
        }
        set
        {
            lock (gate)
            {
                isOff = value;
                if (!isOff)
                {
                    conversation.AddRange(waiting);
                    waiting.Clear();
                }
            }
        }
    }

    /// <summary>
    /// The gateway takes the message, and its receipt says undelivered with this code: 30003 out of reach, 30005 unknown,
    /// 30006 a landline, 30007 taken for spam.
    /// </summary>
    public int? FailsWith { get; set; }

    /// <summary>The gateway does not take messages to this phone: 21211 not a number, 21610 opted out, 21614 not mobile.</summary>
    public int? RefusedWith { get; set; }

    /// <summary>The person writes to the service. The answers are those of the service's webhook, one per post.</summary>
    public async Task<IReadOnlyList<WebhookCall>> SendAsync(
        string text,
        InboundDelivery delivery = InboundDelivery.Once
    )
    {
        var message = gateway.TakeFrom(this, text);
        var calls = new List<WebhookCall> { await gateway.PostInboundAsync(message) };
        if (delivery != InboundDelivery.Once)
        {
            var again = delivery == InboundDelivery.Twice ? message : gateway.CopyOf(message);
            calls.Add(await gateway.PostInboundAsync(again));
        }
        return calls;
    }

    /// <summary>The person writes these one after the other, and the service gets the last one first.</summary>
    public async Task<IReadOnlyList<WebhookCall>> SendReorderedAsync(params IReadOnlyList<string> texts)
    {
        var messages = texts.Select(text => gateway.TakeFrom(this, text)).ToList();
        var calls = new List<WebhookCall>();
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            calls.Add(await gateway.PostInboundAsync(messages[i]));
        }
        return calls;
    }

    internal void Receive(SimulatedSms message)
    {
        lock (gate)
        {
            if (FailsWith is null)
            {
                (isOff ? waiting : conversation).Add(message);
            }
        }
    }

    internal void Wrote(SimulatedSms message)
    {
        lock (gate)
        {
            conversation.Add(message);
        }
    }

    internal bool Has(SimulatedSms message)
    {
        lock (gate)
        {
            return conversation.Contains(message);
        }
    }
}
