using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Dispatch;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Simulators.Clock;
using Ekn.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>A database, a clock, a gateway and a mail server, and as many workers as a test likes.</summary>
internal sealed class DispatchBench : IAlertListener, IAsyncDisposable
{
    public static readonly Night Night = Night.Parse("2026-12-01");
    private readonly Lock gate = new();
    private readonly List<Alert> alerts = [];

    private readonly TestDatabase stored;

    private DispatchBench(TestDatabase stored) => this.stored = stored;

    public Database Database => stored.Database;

    public required ManualClock Clock { get; init; }

    public required StandInGateway Gateway { get; init; }

    /// <summary>Null where there is one gateway only.</summary>
    public StandInGateway? Second { get; private set; }

    public required StandInMailServer Mail { get; init; }

    public DispatchOptions Options { get; } =
        new()
        {
            SmsPerSecond = 1000,
            EmailPerSecond = 1000,
            LookupDelaySeconds = 30,
        };

    public Outbox Outbox => new(Clock);

    public Spares Spares => new(Quiet, Clock);

    public Fallback Fallback => new(Spares, new AlertLog(Clock, this), Clock);

    public Receipts Receipts => new(Fallback, Clock);

    private QuietHours Quiet =>
        new(Microsoft.Extensions.Options.Options.Create(Options), new LocalTime(Clock, Stockholm.Zone));

    public OutboxStatus Status => new(Clock);

    public IReadOnlyList<Alert> Alerts
    {
        get
        {
            lock (gate)
            {
                return [.. alerts];
            }
        }
    }

    public static async Task<DispatchBench> NewAsync(string provider)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero));
        return new DispatchBench(await TestDatabase.CreateAsync(provider))
        {
            Clock = clock,
            Gateway = new StandInGateway(clock),
            Mail = new StandInMailServer(clock),
        };
    }

    public StandInGateway AddSecond() => Second = new StandInGateway(Clock, "second-");

    public ValueTask DisposeAsync() => stored.DisposeAsync();

    public Task RaisedAsync(Session session, Alert alert, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            alerts.Add(alert);
        }
        return Task.CompletedTask;
    }

    /// <param name="clock">The process's own view of the clock; null for the clock itself.</param>
    public Dispatcher Worker(TimeProvider? clock = null) =>
        new(
            Database,
            new SmsGateways(
                new SmsRoute(SmsAccount.First, "AC1", Gateway),
                Second is null ? null : new SmsRoute(SmsAccount.Second, "AC2", Second)
            ),
            Mail,
            new AlertLog(Clock, this),
            Fallback,
            Quiet,
            Microsoft.Extensions.Options.Options.Create(Options),
            clock ?? Clock,
            NullLogger<Dispatcher>.Instance
        );

    public OutgoingMessage Message(int volunteer, Channel channel = Channel.Sms) =>
        new()
        {
            Purpose = "call-volunteer",
            Night = Night,
            Revision = 1,
            Recipient = $"volunteer:{volunteer}",
            Channel = channel,
            Address = channel == Channel.Sms ? $"+467017406{5 + (volunteer % 95):00}" : $"v{volunteer}@example.org",
            Name = $"Volunteer {volunteer}",
            Subject = "Natten",
            Text = $"Natten mot ons 2/12, volontär {volunteer}",
            Html = "<p>Natten</p>",
            ExpiresAt = Clock.UtcNow.AddHours(6),
        };

    public async Task AddAsync(params OutgoingMessage[] messages) =>
        await Database.InTransactionAsync(
            async session =>
            {
                foreach (var message in messages)
                {
                    Assert.True(await Outbox.AddAsync(session, message, CancellationToken.None));
                }
            },
            CancellationToken.None
        );

    public Task<bool> ReceiptAsync(
        string? reference,
        string providerId,
        DeliveryStatus status,
        bool optedOut = false
    ) =>
        Database.InTransactionAsync(
            session =>
                Receipts.RecordAsync(
                    session,
                    reference,
                    providerId,
                    status,
                    status == DeliveryStatus.Undelivered ? Note.Of("why.phone-off").With("code", "30003") : null,
                    optedOut,
                    CancellationToken.None
                ),
            CancellationToken.None
        );

    public Task<int> CancelAsync(IReadOnlyCollection<string>? purposes = null, int? beforeRevision = null) =>
        Database.InTransactionAsync(
            session => Outbox.CancelAsync(session, Night, purposes, beforeRevision, CancellationToken.None),
            CancellationToken.None
        );

    public Task StopAsync(string address) =>
        Database.InTransactionAsync(
            session =>
                session.ExecuteAsync(
                    "INSERT INTO stopped (address, stopped_at, via) VALUES (@Address, @Now, 'sms') ON CONFLICT DO NOTHING",
                    new { Address = address, Now = Clock.UtcNow },
                    CancellationToken.None
                ),
            CancellationToken.None
        );

    public Task ExecuteAsync(string sql) =>
        Database.WriteAsync(session => session.ExecuteAsync(sql, null, CancellationToken.None), CancellationToken.None);

    public async Task<IReadOnlyList<OutboxRow>> RowsAsync()
    {
        await using var session = await Database.OpenAsync(CancellationToken.None);
        return await session.QueryAsync<OutboxRow>(
            $"SELECT {OutboxRow.Columns} FROM outbox ORDER BY id",
            null,
            CancellationToken.None
        );
    }

    public async Task<OutboxRow> RowAsync() => Assert.Single(await RowsAsync());

    public async Task<string> StateAsync() => (await RowAsync()).State;

    /// <summary>
    /// Starts a pass of a worker that gets no answer to its send, and freezes that worker: for everybody else it is
    /// killed, until <see cref="StandInProvider.AnswerAll"/> wakes it.
    /// </summary>
    /// <returns>The pass that hangs.</returns>
    public async Task<Task<DispatchPass>> FreezeWhileSendingAsync(StandInProvider provider, Fault fault)
    {
        var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        provider.OnSilence = () => silence.TrySetResult();
        provider.FaultOf = _ => fault;
        var process = new MortalClock(Clock);
        var pass = Worker(process).RunOnceAsync(CancellationToken.None);
        await silence.Task;
        process.Freeze();
        provider.FaultOf = _ => Fault.None;
        return pass;
    }

    /// <summary>Lets time pass in small steps, with a pass of a new worker after each, until nothing waits any more.</summary>
    public async Task SettleAsync()
    {
        var worker = Worker();
        for (var step = 0; step < 500; step++)
        {
            await worker.RunOnceAsync(CancellationToken.None);
            if ((await RowsAsync()).All(row => row.State is not ("queued" or "sending" or "unknown")))
            {
                return;
            }
            Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Fail("Messages still wait.");
    }
}
