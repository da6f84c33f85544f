using System.Data.Common;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Deciding;

public sealed class DecisionLogTests
{
    private static readonly DecisionLog Log = new();

    [DatabaseTheory]
    public async Task What_was_written_is_read_back_whole(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var entry = Entry(bench.Tonight, 1) with { Reason = "många sover ute", DeadlineAt = bench.Clock.UtcNow };

        Assert.True(await bench.DoAsync(session => Log.AppendAsync(session, entry, default)));

        Assert.Equal(entry, Assert.Single((await bench.DecisionAsync()).History));
        Assert.Empty((await bench.DecisionAsync(bench.Tonight.Next)).History);
    }

    [DatabaseTheory]
    [InlineData("UPDATE decision_event SET outcome = 'closed'")]
    [InlineData("UPDATE decision_event SET reason = NULL WHERE seq = 1")]
    [InlineData("DELETE FROM decision_event")]
    public async Task The_database_refuses_to_change_history(string provider, string statement)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.DoAsync(session => Log.AppendAsync(session, Entry(bench.Tonight, 1), default));

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => bench.ExecuteAsync(statement));

        Assert.Contains("append-only", refused.Message);
        Assert.Equal(Outcome.Open, (await bench.DecisionAsync()).Standing!.Outcome);
    }

    [DatabaseTheory]
    public async Task Of_many_who_write_the_same_entry_one_wins(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);

        var won = await Task.WhenAll(
            Enumerable
                .Range(1, 12)
                .Select(i =>
                    Task.Run(() =>
                        bench.DoAsync(session =>
                            Log.AppendAsync(
                                session,
                                Entry(bench.Tonight, 1) with
                                {
                                    Actor = $"coordinator:c{i}",
                                },
                                default
                            )
                        )
                    )
                )
        );

        Assert.Single(won, true);
        Assert.Single((await bench.DecisionAsync()).History);
    }

    [DatabaseTheory]
    public async Task Nights_with_an_open_question_are_those_whose_last_entry_asks(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var night = bench.Tonight;
        await bench.DoAsync(async session =>
        {
            await Log.AppendAsync(session, Asked(night.AddDays(-3)), default);
            await Log.AppendAsync(session, Asked(night), default);
            await Log.AppendAsync(session, Entry(night, 2), default);
            await Log.AppendAsync(session, Asked(night.Next), default);
            await Log.AppendAsync(session, Entry(night.AddDays(2), 1), default);
            await Log.AppendAsync(session, Asked(night.AddDays(2)) with { Seq = 2, Step = DecisionStep.Held }, default);
        });

        var pending = await bench.DoAsync(session => Log.PendingFromAsync(session, night.Previous, default));

        Assert.Equal([night.Next, night.AddDays(2)], pending);
    }

    private static DecisionEvent Asked(Night night) => Entry(night, 1) with { Step = DecisionStep.Proposed };

    private static DecisionEvent Entry(Night night, int seq) =>
        new()
        {
            Night = night,
            Seq = seq,
            Step = DecisionStep.Overridden,
            At = new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero),
            Actor = "coordinator:c1",
            Via = "sms",
            Outcome = Outcome.Open,
        };
}
