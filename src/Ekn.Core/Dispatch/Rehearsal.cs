using Ekn.Core.Storage;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Plays through what somebody is about to do and takes all of it back, to show who would get which message: the very
/// same steps as when it is done, so that what is shown is what is sent.
/// </summary>
public sealed class Rehearsal(Database database)
{
    /// <returns>The messages that would leave, in the order in which they would be written.</returns>
    public Task<IReadOnlyList<Rehearsed>> RunAsync(Func<Session, Task> work, CancellationToken cancellationToken) =>
        database.TryOutAsync(
            async session =>
            {
                var before = await session.SingleAsync<long>(
                    "SELECT COALESCE(MAX(id), 0) FROM outbox",
                    null,
                    cancellationToken
                );
                await work(session);
                return await session.QueryAsync<Rehearsed>(
                    "SELECT purpose, recipient, name, channel, subject, text FROM outbox WHERE id > @before ORDER BY id",
                    new { before },
                    cancellationToken
                );
            },
            cancellationToken
        );
}
