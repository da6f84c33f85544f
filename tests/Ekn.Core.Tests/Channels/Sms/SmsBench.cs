using System.Collections.Concurrent;
using Ekn.Core.Calendar;
using Ekn.Simulators.Clock;
using Ekn.Simulators.Sms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ekn.Core.Channels.Sms;

/// <summary>The gateway as the host registers it, in front of a simulator of its own, with everything logged kept.</summary>
internal sealed class SmsBench : IAsyncDisposable
{
    public const string Asa = "+46701740605";

    private readonly ServiceProvider provider;
    private readonly KeptLog log = new();

    private SmsBench(SmsGatewaySimulator simulator, SettableClock clock, string baseUrl)
    {
        Simulator = simulator;
        Clock = clock;
        var settings = new Dictionary<string, string?>
        {
            ["Ekn:Sms:BaseUrl"] = baseUrl,
            ["Ekn:Sms:AccountSid"] = simulator.Settings.AccountSid,
            ["Ekn:Sms:AuthToken"] = simulator.Settings.AuthToken,
            ["Ekn:Sms:From"] = simulator.Settings.From,
        };
        provider = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddSingleton<TimeProvider>(clock)
            .AddKeyedSingleton<TimeProvider>(NetworkClock.Key, Network)
            .AddSingleton(new PublicAddress(new Uri("https://ekn.example.org")))
            .AddSms(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Gateway = provider.GetRequiredService<SmsGateways>().First.Gateway;
        var limit = new SmsOptions().Timeout;
        simulator.OnSilence = () => Network.Advance(limit);
    }

    public SmsGatewaySimulator Simulator { get; }

    public SettableClock Clock { get; }

    /// <summary>What the gateway's limit is measured by: it moves when the simulator leaves a request without an answer.</summary>
    public ManualClock Network { get; } = new(DateTimeOffset.UnixEpoch);

    public ISmsGateway Gateway { get; }

    public IReadOnlyCollection<string> Logged => log.Lines;

    /// <param name="baseUrl">Instead of the simulator's own address.</param>
    public static async Task<SmsBench> StartAsync(Func<Uri, string>? baseUrl = null, bool honoursStop = false)
    {
        var clock = new SettableClock(new DateTimeOffset(2026, 12, 1, 11, 0, 0, 700, TimeSpan.Zero));
        var simulator = await SmsGatewaySimulator.StartAsync(
            new SmsGatewaySettings { Clock = clock, HonoursStop = honoursStop }
        );
        return new SmsBench(simulator, clock, baseUrl?.Invoke(simulator.BaseUrl) ?? simulator.BaseUrl.AbsoluteUri);
    }

    public static SmsMessage Text(
        string text = "Natten mot ons 2/12 öppnar vi. Kan du komma? Svara JA eller NEJ.",
        string to = Asa
    ) => new("ref-k3J9x7Q", PhoneNumber.Parse(to), text, TimeSpan.FromHours(3));

    public Task<SendResult> SendAsync(SmsMessage? message = null) =>
        Gateway.SendAsync(message ?? Text(), CancellationToken.None);

    /// <summary>Asks since the instant that the clock shows.</summary>
    public Task<LookupResult> FindAsync(SmsMessage? message = null, DateTimeOffset? since = null) =>
        Gateway.FindAsync(message ?? Text(), since ?? Clock.Now, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        await Simulator.DisposeAsync();
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
