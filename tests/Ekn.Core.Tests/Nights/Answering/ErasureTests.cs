using Ekn.Core.Jobs;
using Ekn.Core.Tests;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Nights.Answering;

public sealed class ErasureTests
{
    [DatabaseTheory]
    public async Task What_is_being_sent_at_that_moment_is_not_sent_another_time_and_is_forgotten_too(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(1);
        await bench.OpenTonightAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'sending' WHERE recipient = 'volunteer:1'");

        await EraseAsync(bench);

        Assert.Equal(0, await bench.CountAsync("outbox WHERE state = 'sending' AND called_off_at IS NULL"));
        await bench.ExecuteAsync("UPDATE outbox SET state = 'accepted' WHERE state = 'sending'");
        await bench
            .Get<IEnumerable<IRound>>()
            .Single(round => round.Name == "housekeeping")
            .RunAsync(bench.Clock.UtcNow, default);
        Assert.Equal(
            0,
            await bench.CountAsync($"outbox WHERE address = '{CoreBench.PhoneOf(1)}' AND state = 'accepted'")
        );
    }

    [DatabaseTheory]
    public async Task It_and_a_receipt_never_wait_for_each_other(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(1);
        await bench.OpenTonightAsync();
        await bench.ExecuteAsync(
            """
            INSERT INTO spare (outbox_id, message_key, channel, address, text, reference)
            SELECT id, message_key || ':spare', 'email', address, text, reference || '-spare' FROM outbox
            WHERE recipient = 'volunteer:1'
            """
        );
        Task? erased = null;

        await bench.DoAsync(async session =>
        {
            await session.QueryAsync<long>(
                $"SELECT id FROM outbox WHERE recipient = 'volunteer:1' ORDER BY id {session.Dialect.ForUpdate}",
                null,
                default
            );
            erased = Task.Run(() => EraseAsync(bench));
            await Task.WhenAny(erased, Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System));
            await session.ExecuteAsync("DELETE FROM spare", null, default);
        });

        await erased!;
        Assert.Equal(0, await bench.CountAsync("outbox WHERE recipient = 'volunteer:1' AND text <> ''"));
    }

    private static Task EraseAsync(CoreBench bench) =>
        bench.DoAsync(async session =>
            await bench
                .Get<Erasure>()
                .EraseAsync(
                    session,
                    (await bench.Get<VolunteerRegister>().FindAsync(session, 1, default))!,
                    "coordinator:c1",
                    default
                )
        );
}
