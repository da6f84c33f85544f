using Ekn.Core.Dispatch;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>A worker that was held up writes over nothing: neither another worker's message nor a newer state.</summary>
public sealed class OutboxMovesTests
{
    private const string Ours = "ours";
    private static readonly Note Why = Note.Words("why");

    [DatabaseTheory]
    [InlineData("accept", "sending", "accepted")]
    [InlineData("accept found", "unknown", "accepted")]
    [InlineData("queue again", "sending", "queued")]
    [InlineData("doubt", "sending", "unknown")]
    [InlineData("break", "sending", "unknown")]
    [InlineData("break", "queued", "queued")]
    [InlineData("break", "unknown", "unknown")]
    [InlineData("keep", "queued", "queued")]
    [InlineData("keep", "unknown", "unknown")]
    [InlineData("end", "queued", "failed")]
    [InlineData("end", "unknown", "failed")]
    [InlineData("end", "sending", "failed")]
    public async Task Only_who_has_the_message_moves_it_and_only_from_the_state_that_they_know(
        string provider,
        string move,
        string from,
        string to
    )
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));

        await bench.ExecuteAsync($"UPDATE outbox SET state = '{from}', lease_owner = 'theirs'");
        Assert.False(await MoveAsync(bench, move, await bench.RowAsync()));
        Assert.Equal((from, "theirs"), await StandsAsync(bench));

        await bench.ExecuteAsync($"UPDATE outbox SET lease_owner = '{Ours}'");
        var known = await bench.RowAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered'");
        Assert.False(await MoveAsync(bench, move, known));
        Assert.Equal(("delivered", Ours), await StandsAsync(bench));

        await bench.ExecuteAsync($"UPDATE outbox SET state = '{from}'");
        Assert.True(await MoveAsync(bench, move, known));
        Assert.Equal((to, null), await StandsAsync(bench));
    }

    /// <summary>That the provider has it is a fact, whoever learns it and however long ago we gave it up.</summary>
    [DatabaseTheory]
    [InlineData("queued")]
    [InlineData("unknown")]
    [InlineData("expired")]
    [InlineData("cancelled")]
    [InlineData("stopped")]
    public async Task What_the_provider_took_is_accepted_whoever_has_it_by_now(string provider, string state)
    {
        await using var bench = await DispatchBench.NewAsync(provider);
        await bench.AddAsync(bench.Message(1));
        await bench.ExecuteAsync($"UPDATE outbox SET state = '{state}', lease_owner = 'theirs'");

        Assert.True(await MoveAsync(bench, "accept", await bench.RowAsync()));

        Assert.Equal(("accepted", null), await StandsAsync(bench));
    }

    private static Task<bool> MoveAsync(DispatchBench bench, string move, OutboxRow row)
    {
        var moves = new OutboxMoves(bench.Fallback, bench.Clock);
        var next = bench.Clock.UtcNow.AddMinutes(1);
        return bench.Database.InTransactionAsync(
            async session =>
                move switch
                {
                    "accept" => await moves.AcceptAsync(session, row, Ours, "id"),
                    "accept found" => await moves.AcceptFoundAsync(session, row, Ours, "id"),
                    "queue again" => await moves.QueueAgainAsync(session, row, Ours, next, Why),
                    "doubt" => await moves.DoubtAsync(session, row, Ours, next, Why),
                    "break" => await moves.BreakAsync(session, row, Ours, next, Why),
                    "keep" => await moves.KeepAsync(session, row, Ours, next, null),
                    _ => await EndAsync(moves, session, row),
                },
            CancellationToken.None
        );
    }

    private static async Task<bool> EndAsync(OutboxMoves moves, Session session, OutboxRow row) =>
        await moves.EndAsync(session, row, Ours, MessageState.Failed, Why, row.Failure(Why)) == MessageEnd.Ended;

    private static async Task<(string State, string? Owner)> StandsAsync(DispatchBench bench)
    {
        var row = await bench.RowAsync();
        return (row.State, row.LeaseOwner);
    }
}
