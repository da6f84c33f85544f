using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ekn.Simulators.Sms;

/// <summary>
/// Stands in for Twilio and for every phone behind it: takes messages as Twilio's REST API 2010-04-01 does, keeps an inbox
/// per number, posts signed webhooks, and misbehaves on command. Listens on the loopback address only and reaches no phone.
/// The page at /phones lets a person read and answer as anybody.
/// </summary>
public sealed class SmsGatewaySimulator : IAsyncDisposable
{
    private static readonly string[] StopWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"];
    private static readonly string[] StartWords = ["START", "YES", "UNSTOP"];

    private readonly WebApplication app;
    private readonly Webhooks webhooks;
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, SimulatedPhone> phones = new();
    private readonly ConcurrentDictionary<string, bool> stopped = new();
    private readonly ConcurrentDictionary<Task, bool> underWay = new();
    private readonly Lock gate = new();
    private readonly List<SimulatedSms> messages = [];
    private readonly List<GatewayRequest> requests = [];
    private int sids;
    private int silencesBegun;
    private int silencesOver;

    private SmsGatewaySimulator(SmsGatewaySettings settings)
    {
        Settings = settings;
        webhooks = new Webhooks(settings.AuthToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, settings.Port));
        app = builder.Build();
        new GatewayApi(this).Map(app);
        new PhonesPage(this).Map(app);
    }

    public SmsGatewaySettings Settings { get; }

    /// <summary>What Ekn:Sms:BaseUrl is to be.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>The page for people.</summary>
    public Uri PhonesUrl => new(BaseUrl, "/phones");

    public GatewayFaults Faults { get; } = new();

    public ReceiptMode Receipts { get; set; } = new();

    /// <summary>
    /// Called when a request has been left without an answer, after all that the simulator does with it: here a test lets
    /// the caller's time run out, however fast or slow the machine is.
    /// </summary>
    public Action OnSilence { get; set; } = static () => { };

    /// <summary>How many requests have been left without an answer so far, and how many of their callers have given up.</summary>
    public (int Begun, int Over) Silences => (silencesBegun, silencesOver);

    /// <summary>Whose number it is, for the page; null when nobody knows.</summary>
    public Func<string, string?> NameOf { get; set; } = static _ => null;

    /// <summary>Everything taken for sending, oldest first, whether or not it reached its phone.</summary>
    public IReadOnlyList<SimulatedSms> Messages => [.. All().Where(m => !m.IsInbound)];

    /// <summary>Every request to the API, refused ones too.</summary>
    public IReadOnlyList<GatewayRequest> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Every webhook that was posted, in order.</summary>
    public IReadOnlyList<WebhookCall> Webhooks => webhooks.Calls;

    /// <summary>Phones that anybody has asked for, or written to.</summary>
    public IReadOnlyList<SimulatedPhone> Phones => [.. phones.Values];

    public static async Task<SmsGatewaySimulator> StartAsync(SmsGatewaySettings? settings = null)
    {
        var simulator = new SmsGatewaySimulator(settings ?? new SmsGatewaySettings());
        await simulator.app.StartAsync(CancellationToken.None);
        var addresses = simulator.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        simulator.BaseUrl = new Uri(addresses!.Addresses.First());
        return simulator;
    }

    /// <summary>Tells where the service is, so that webhooks can be posted.</summary>
    /// <param name="serviceUrl">Where the service is reached from here.</param>
    /// <param name="publicUrl">What the service calls itself to the world; signatures are taken over it. The same when null.</param>
    /// <param name="client">For a service that is hosted in the test's own process.</param>
    public void ConnectTo(Uri serviceUrl, Uri? publicUrl = null, HttpClient? client = null) =>
        webhooks.ConnectTo(serviceUrl, publicUrl, client);

    public SimulatedPhone Phone(string number) => phones.GetOrAdd(number, n => new SimulatedPhone(this, n));

    /// <summary>Posts every receipt that is due: sent and delivered, or what the phone's state makes of it.</summary>
    public async Task<IReadOnlyList<WebhookCall>> DeliverReceiptsAsync()
    {
        var calls = new List<WebhookCall>();
        foreach (var message in Messages)
        {
            calls.AddRange(await DeliverReceiptsAsync(message));
        }
        return calls;
    }

    /// <summary>Waits until all receipts of the automatic mode have been posted.</summary>
    public async Task WhenIdleAsync()
    {
        while (underWay.Keys.ToList() is { Count: > 0 } tasks)
        {
            await Task.WhenAll(tasks);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await app.StopAsync(CancellationToken.None);
        await WhenIdleAsync();
        await app.DisposeAsync();
        webhooks.Dispose();
        closing.Dispose();
    }

    internal CancellationToken Closing => closing.Token;

    internal void BeginSilence()
    {
        Interlocked.Increment(ref silencesBegun);
        OnSilence();
    }

    internal void EndSilence() => Interlocked.Increment(ref silencesOver);

    internal bool CanReachService => webhooks.PublicUrl is not null;

    internal IReadOnlyList<SimulatedSms> All()
    {
        lock (gate)
        {
            return [.. messages];
        }
    }

    internal void Record(GatewayRequest request)
    {
        lock (gate)
        {
            requests.Add(request);
        }
    }

    internal bool HasStopped(string number) => stopped.ContainsKey(number);

    internal SimulatedSms Accept(string to, string body, Uri? statusCallback, int? validityPeriodSeconds)
    {
        var message = new SimulatedSms(NextSid(), Settings.From, to, body, Settings.Clock.GetUtcNow(), isInbound: false)
        {
            StatusCallback = statusCallback,
            ValidityPeriodSeconds = validityPeriodSeconds,
        };
        Keep(message);
        Phone(to).Receive(message);
        return message;
    }

    internal SimulatedSms TakeFrom(SimulatedPhone phone, string text)
    {
        var message = new SimulatedSms(
            NextSid(),
            phone.Number,
            Settings.From,
            text,
            Settings.Clock.GetUtcNow(),
            isInbound: true
        );
        Keep(message);
        phone.Wrote(message);
        var word = text.Trim().ToUpperInvariant();
        if (Settings.HonoursStop && StopWords.Contains(word))
        {
            stopped[phone.Number] = true;
        }
        else if (StartWords.Contains(word))
        {
            stopped.TryRemove(phone.Number, out _);
        }
        return message;
    }

    internal SimulatedSms CopyOf(SimulatedSms message)
    {
        var copy = new SimulatedSms(NextSid(), message.From, message.To, message.Body, message.At, message.IsInbound);
        Keep(copy);
        return copy;
    }

    internal Task<WebhookCall> PostInboundAsync(SimulatedSms message) =>
        webhooks.PostAsync(
            Settings.HooksPath,
            new Dictionary<string, string>
            {
                ["ToCountry"] = "SE",
                ["ToState"] = "",
                ["SmsMessageSid"] = message.Sid,
                ["NumMedia"] = "0",
                ["ToCity"] = "",
                ["FromZip"] = "",
                ["SmsSid"] = message.Sid,
                ["FromState"] = "",
                ["SmsStatus"] = "received",
                ["FromCity"] = "",
                ["Body"] = message.Body,
                ["FromCountry"] = "SE",
                ["To"] = message.To,
                ["ToZip"] = "",
                ["NumSegments"] = "1",
                ["MessageSid"] = message.Sid,
                ["AccountSid"] = Settings.AccountSid,
                ["From"] = message.From,
                ["ApiVersion"] = "2010-04-01",
            }
        );

    internal void DeliverReceiptsInBackground(SimulatedSms message, Task answered)
    {
        var task = DeliverAfterAsync();
        underWay[task] = true;
        _ = task.ContinueWith(t => underWay.TryRemove(t, out _), TaskScheduler.Default);

        async Task DeliverAfterAsync()
        {
            await answered;
            await DeliverReceiptsAsync(message);
        }
    }

    internal async Task<IReadOnlyList<WebhookCall>> DeliverReceiptsAsync(SimulatedSms message)
    {
        var due = Due(message);
        if (message.StatusCallback is not { } callback)
        {
            return [];
        }
        var mode = Receipts;
        if (mode.Reversed)
        {
            due.Reverse();
        }
        var calls = new List<WebhookCall>();
        foreach (var status in due)
        {
            for (var i = 0; i < (mode.Twice ? 2 : 1); i++)
            {
                calls.Add(await webhooks.PostAsync(callback, ReceiptOf(message, status)));
            }
        }
        return calls;
    }

    /// <summary>Moves the message on as far as its phone lets it, and says which statuses are still to be told.</summary>
    private List<string> Due(SimulatedSms message)
    {
        var phone = Phone(message.To);
        lock (gate)
        {
            List<string> course = ["sent"];
            if (phone.FailsWith is { } code)
            {
                course.Add("undelivered");
                message.ErrorCode = code;
            }
            else if (phone.Has(message))
            {
                course.Add("delivered");
            }
            message.SentAt ??= Settings.Clock.GetUtcNow();
            message.Status = course[^1];
            return [.. course.Where(message.Told.Add)];
        }
    }

    private Dictionary<string, string> ReceiptOf(SimulatedSms message, string status)
    {
        var form = new Dictionary<string, string>
        {
            ["SmsSid"] = message.Sid,
            ["SmsStatus"] = status,
            ["MessageStatus"] = status,
            ["To"] = message.To,
            ["MessageSid"] = message.Sid,
            ["AccountSid"] = Settings.AccountSid,
            ["From"] = message.From,
            ["ApiVersion"] = "2010-04-01",
        };
        if (status == "undelivered" && message.ErrorCode is { } code)
        {
            form["ErrorCode"] = $"{code}";
        }
        return form;
    }

    private void Keep(SimulatedSms message)
    {
        lock (gate)
        {
            messages.Add(message);
        }
    }

    private string NextSid() => $"SM{Interlocked.Increment(ref sids):x32}";
}
