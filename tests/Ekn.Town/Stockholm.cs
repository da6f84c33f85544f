using System.Globalization;
using Ekn.Api;
using Ekn.Core;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Jobs;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;
using Ekn.Simulators.Clock;
using Ekn.Simulators.Mail;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ekn.Town;

/// <summary>
/// A fictitious Stockholm: the real service and the real web over a real database, with stand-ins for SMHI, the SMS
/// gateway with its phones, and the mail server, on a clock that moves only when it is told to. Everything between them
/// goes over HTTP and SMTP on the loopback.
/// </summary>
public sealed class Stockholm : IAsyncDisposable
{
    /// <summary>The longest step that the clock takes at once, so that nothing that is due in between is passed over.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    private readonly Func<ServiceProvider> hire;
    private ServiceProvider services;
    private readonly WebApplication web;

    private Stockholm(
        ManualClock clock,
        ManualClock network,
        SmhiSimulator smhi,
        SmsGatewaySimulator gateway,
        SmsGatewaySimulator? second,
        MailServerSimulator mail,
        Func<ServiceProvider> hire,
        WebApplication web,
        IReadOnlyList<Person> volunteers
    )
    {
        Clock = clock;
        Network = network;
        Smhi = smhi;
        Gateway = gateway;
        SecondGateway = second;
        Mail = mail;
        this.hire = hire;
        services = hire();
        this.web = web;
        Volunteers = volunteers;
    }

    public ManualClock Clock { get; }

    /// <summary>
    /// What limits on the network are measured by. It stands still, so that nobody gives up because the machine is slow;
    /// <see cref="GiveUpAsync"/> moves it.
    /// </summary>
    public ManualClock Network { get; }

    public SmhiSimulator Smhi { get; }

    public SmsGatewaySimulator Gateway { get; }

    /// <summary>Reaches the same people by phones of its own; null where there is none.</summary>
    public SmsGatewaySimulator? SecondGateway { get; }

    public MailServerSimulator Mail { get; }

    public IReadOnlyList<Person> Volunteers { get; }

    public Uri WebAddress => new(web.Urls.First());

    public LocalTime Time => Get<LocalTime>();

    /// <summary>A part of the worker's side of the service.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A part of the web's side of the service.</summary>
    public T GetFromWeb<T>()
        where T : notnull => web.Services.GetRequiredService<T>();

    public static async Task<Stockholm> StartAsync(TownSettings settings, HomeFolder home)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");
        var start = DateTime.ParseExact(settings.Start, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        var clock = new ManualClock(new DateTimeOffset(start, zone.GetUtcOffset(start)));
        var network = new ManualClock(clock.UtcNow);
        var smhi = await SmhiSimulator.StartAsync(clock);
        var gateway = await SmsGatewaySimulator.StartAsync(new SmsGatewaySettings { Clock = clock });
        var second = settings.SecondGateway
            ? await SmsGatewaySimulator.StartAsync(
                new SmsGatewaySettings
                {
                    Clock = clock,
                    AccountSid = "AC00000000000000000000000000000002",
                    AuthToken = new string('2', 32),
                    From = "+46701740698",
                    HooksPath = "/hooks/sms/second",
                }
            )
            : null;
        var mail = new MailServerSimulator(clock: clock);
        var port = FreePort.Find();
        var address = new Uri($"http://127.0.0.1:{port}/");
        var configuration = TownConfiguration.For(settings, home, smhi, gateway, mail, address, second);

        ServiceProvider Hire() =>
            new ServiceCollection()
                .AddLogging()
                .AddSingleton<TimeProvider>(clock)
                .AddKeyedSingleton<TimeProvider>(NetworkClock.Key, network)
                .AddEkn(configuration, home)
                .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var site = ApiApplication.Create(
            [],
            home,
            builder =>
            {
                builder.Configuration.AddConfiguration(configuration);
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.AddKeyedSingleton<TimeProvider>(NetworkClock.Key, network);
                builder.Logging.ClearProviders();
            }
        );
        await site.StartAsync(CancellationToken.None);
        gateway.ConnectTo(address);
        second?.ConnectTo(address);

        var town = new Stockholm(clock, network, smhi, gateway, second, mail, Hire, site, settings.Volunteers);
        await town.SettleInAsync(home);
        return town;
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        await services.DisposeAsync();
        await Mail.DisposeAsync();
        await Gateway.DisposeAsync();
        if (SecondGateway is not null)
        {
            await SecondGateway.DisposeAsync();
        }
        await Smhi.DisposeAsync();
    }

    /// <summary>Moves the clock to a local time, and on the way everything happens that is due, in its order.</summary>
    /// <param name="local">As 2026-12-01T13:00.</param>
    public async Task MoveToAsync(string local)
    {
        var at = DateTime.ParseExact(local, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        await MoveToAsync(Time.At(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at)));
    }

    public async Task MoveToAsync(DateTimeOffset target)
    {
        while (Clock.UtcNow < target)
        {
            var next = new[] { target, Clock.UtcNow + Step, NextRound() }.Min();
            Clock.UtcNow = next;
            await LetItHappenAsync();
        }
    }

    /// <summary>The minute's work without moving the clock: rounds that are due, texts that came in, messages that go out.</summary>
    public async Task LetItHappenAsync()
    {
        await Get<Rounds>().EveryMinuteAsync(default);
        await SettleAsync();
    }

    /// <summary>Reads what came in and sends what is due, until all is quiet.</summary>
    public async Task SettleAsync()
    {
        DispatchPass pass;
        int read;
        do
        {
            read = await Get<Inbox>().HandleNewAsync(default);
            pass = await Get<Dispatcher>().RunOnceAsync(default);
            await Gateway.WhenIdleAsync();
            await (SecondGateway?.WhenIdleAsync() ?? Task.CompletedTask);
        } while (read > 0 || pass.Claimed > 0);
    }

    /// <summary>Until the work is done, lets time run out for those whom the gateway leaves without an answer, and for nobody else.</summary>
    public async Task GiveUpAsync(Task work)
    {
        var limit = Get<IOptions<SmsOptions>>().Value.Timeout;
        while (!work.IsCompleted)
        {
            var (begun, over) = Gateway.Silences;
            // Whoever waits for an answer has set a timer. As many as there are silences: no other call is under way.
            if (begun > over && Network.Waiting == begun - over)
            {
                Network.Advance(limit);
                while (Gateway.Silences.Over < begun)
                {
                    await Task.Yield();
                }
            }
            await Task.Yield();
        }
        await work;
    }

    /// <summary>
    /// The worker reads what came in, begins to send, and is killed when the gateway has taken so many more texts. A new
    /// one is started in its place and knows nothing but the database.
    /// </summary>
    public async Task KillWorkerWhileSendingAsync(int afterTexts)
    {
        await Get<Inbox>().HandleNewAsync(default);
        var enough = Gateway.Messages.Count + afterTexts;
        using var killed = new CancellationTokenSource();
        var sending = Get<Dispatcher>().RunOnceAsync(killed.Token);
        while (Gateway.Messages.Count < enough && !sending.IsCompleted)
        {
            await Task.Yield();
        }
        await killed.CancelAsync();
        await GiveUpAsync(Task.WhenAny(sending));
        await RestartWorkerAsync();
    }

    /// <summary>Another worker takes over, and knows nothing but the database.</summary>
    public async Task RestartWorkerAsync()
    {
        await services.DisposeAsync();
        services = hire();
    }

    /// <summary>A person writes to the service; the webhook is signed and posted as the provider does, and all that follows happens.</summary>
    public async Task SaysAsync(Person person, string text)
    {
        await Gateway.Phone(person.Phone!).SendAsync(text);
        await SettleAsync();
    }

    /// <summary>The texts that somebody has got, oldest first.</summary>
    public IReadOnlyList<string> TextsTo(Person person) =>
        [
            .. Gateway
                .Phone(person.Phone!)
                .Inbox.Concat(SecondGateway?.Phone(person.Phone!).Inbox ?? [])
                .OrderBy(text => text.At)
                .Select(text => text.Body),
        ];

    public string LastTextTo(Person person) => TextsTo(person).LastOrDefault() ?? "";

    /// <summary>The emails that somebody has got, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> MailsTo(Person person) =>
        [.. Mail.Mails.Where(mail => mail.To.Contains(person.Email!, StringComparison.OrdinalIgnoreCase))];

    public async Task<NightDecision> DecisionAsync(string night)
    {
        await using var session = await Get<Database>().OpenAsync(default);
        return await Get<DecisionLog>().ReadAsync(session, Night.Parse(night), default);
    }

    public async Task<NightRow?> NightAsync(string night)
    {
        await using var session = await Get<Database>().OpenAsync(default);
        return await Get<NightBook>().FindAsync(session, Night.Parse(night), default);
    }

    private DateTimeOffset NextRound()
    {
        var now = Clock.UtcNow;
        return (
            from round in Get<Rounds>().All
            from date in new[] { Time.Today, Time.Today.AddDays(1) }
            from at in round.Times
            let due = Time.At(date, at)
            where due > now
            select due
        ).Min();
    }

    private async Task SettleInAsync(HomeFolder home)
    {
        Gateway.NameOf = new Names(Volunteers).Of;
        await TownImports.RunAsync(this, home);
        await using var session = await Get<Database>().OpenAsync(default);
        if (Volunteers.Contains(Cast.Sixten))
        {
            await Get<StopList>().StopAsync(session, Cast.Sixten.Phone!, "sms", default);
        }
    }
}
