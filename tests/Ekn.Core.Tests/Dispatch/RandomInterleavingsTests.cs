using Ekn.Core.Channels;
using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>
/// Whatever happens in whatever order (faults, kills, frozen workers that wake, receipts early, twice and out of order,
/// calling off, STOP, time passing), every text message is at the provider at most once, and none is lost.
/// </summary>
public sealed class RandomInterleavingsTests
{
    private static readonly Fault[] Faults = Enum.GetValues<Fault>();

    public static IEnumerable<object[]> Seeds => Enumerable.Range(1, 25).Select(seed => new object[] { seed });

    [DatabaseTheory]
    [MemberData(nameof(Seeds))]
    public async Task No_message_is_doubled_and_none_is_lost(string provider, int seed)
    {
        var random = new Random(seed);
        await using var bench = await DispatchBench.NewAsync(provider);
        bench.Options.BatchSize = 4;
        bench.Options.SmsConcurrency = 1;
        bench.Options.EmailConcurrency = 1;
        var workers = new List<Task>();
        await bench.AddAsync([
            .. Enumerable.Range(1, 8).Select(number => bench.Message(number)),
            .. Enumerable.Range(9, 4).Select(number => bench.Message(number, Channel.Email)),
        ]);
        Fault Draw(string reference)
        {
            lock (random)
            {
                return random.Next(3) == 0 ? Fault.None : Faults[random.Next(Faults.Length)];
            }
        }
        bench.Gateway.FaultOf = Draw;
        bench.Mail.FaultOf = Draw;

        for (var step = 0; step < 40; step++)
        {
            int dice;
            lock (random)
            {
                dice = random.Next(100);
            }
            if (dice < 45)
            {
                await PassAsync(bench, workers, killable: dice % 2 == 0);
            }
            else if (dice < 75)
            {
                bench.Clock.Advance(TimeSpan.FromSeconds(5 * (dice - 44)));
                await UntilAllHangAsync(bench, workers);
            }
            else if (dice < 85)
            {
                await RandomReceiptAsync(bench, random);
            }
            else if (dice < 90)
            {
                bench.Gateway.AnswerAll();
                bench.Mail.AnswerAll();
                await UntilAllHangAsync(bench, workers);
            }
            else if (dice < 92)
            {
                await bench.CancelAsync();
            }
            else if (dice < 95)
            {
                await bench.StopAsync(bench.Message(dice - 90).Address);
            }
            else
            {
                bench.Gateway.CannotBeAsked = !bench.Gateway.CannotBeAsked;
            }
        }

        bench.Gateway.FaultOf = _ => Fault.None;
        bench.Mail.FaultOf = _ => Fault.None;
        bench.Gateway.CannotBeAsked = false;
        bench.Gateway.AnswerAll();
        bench.Mail.AnswerAll();
        await Task.WhenAll(workers);
        await bench.SettleAsync();
        await AssertHonestAsync(bench);
    }

    /// <summary>A pass that may be left hanging: its worker is killed, or goes on when the answer comes at last.</summary>
    private static async Task PassAsync(DispatchBench bench, List<Task> workers, bool killable)
    {
        var silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Gateway.OnSilence = () => silence.TrySetResult();
        bench.Mail.OnSilence = () => silence.TrySetResult();
        var process = new MortalClock(bench.Clock);
        var pass = bench.Worker(process).RunOnceAsync(CancellationToken.None);
        if (await Task.WhenAny(pass, silence.Task) == pass)
        {
            await pass;
            return;
        }
        if (killable)
        {
            process.Freeze();
        }
        workers.Add(pass);
    }

    /// <summary>
    /// Time stands still while a worker works, else the clock could leap between its last look at it and its send: the
    /// one instant in which a double is possible, see <see cref="Dispatcher"/>.
    /// </summary>
    private static async Task UntilAllHangAsync(DispatchBench bench, List<Task> workers)
    {
        while (workers.Count(worker => !worker.IsCompleted) > bench.Gateway.Hanging + bench.Mail.Hanging)
        {
            await Task.Yield();
        }
    }

    private static async Task RandomReceiptAsync(DispatchBench bench, Random random)
    {
        var taken = bench.Gateway.Messages;
        if (taken.Count == 0)
        {
            return;
        }
        int pick;
        DeliveryStatus status;
        lock (random)
        {
            pick = random.Next(taken.Count);
            status = (DeliveryStatus)random.Next(4);
        }
        await bench.ReceiptAsync(taken[pick].Reference, taken[pick].Id, status);
    }

    private static async Task AssertHonestAsync(DispatchBench bench)
    {
        var texts = bench.Gateway.Messages.ToLookup(message => message.Reference);
        var mails = bench.Mail.Messages.ToLookup(message => message.Reference);
        foreach (var row in await bench.RowsAsync())
        {
            var copies = row.Channel == Channel.Sms ? texts[row.Reference].Count() : mails[row.Reference].Count();
            Assert.True(row.Channel == Channel.Email || copies <= 1, $"Message {row.Id} is there {copies} times.");
            Assert.True(copies <= row.Doubts + 1, $"Email {row.Id} is there {copies} times after {row.Doubts} doubts.");
            switch (row.State)
            {
                case "accepted" or "delivered":
                    Assert.True(copies >= 1, $"Message {row.Id} is {row.State} and was never taken.");
                    break;
                case "failed":
                    // Only what was under way can be called off, so the calling off came before the failure.
                    Assert.True(
                        row.CalledOffAt is not null || bench.Alerts.Any(alert => alert.Subject == row.Reference),
                        $"Message {row.Id} failed and nobody was told."
                    );
                    break;
                case "cancelled":
                    Assert.NotNull(row.CalledOffAt);
                    Assert.True(row.Channel == Channel.Email || copies == 0, $"Message {row.Id} was sent after all.");
                    break;
                case "stopped" or "expired":
                    Assert.True(row.Channel == Channel.Email || copies == 0, $"Message {row.Id} was sent after all.");
                    break;
                default:
                    Assert.Fail($"Message {row.Id} is left {row.State}.");
                    break;
            }
        }
    }
}
