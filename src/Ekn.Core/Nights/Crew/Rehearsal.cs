using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>
/// Shows what an act would send by carrying it out and taking everything back: what is shown cannot differ from what is
/// sent, as there is only one way of making it.
/// </summary>
public sealed class Rehearsal(Database database)
{
    /// <param name="night">Null for an act about several nights.</param>
    /// <returns>The night's messages that the act would add; of an act about several nights, all of them.</returns>
    public Task<IReadOnlyList<Draft>> OfAsync(
        Night? night,
        Func<Session, Task> act,
        CancellationToken cancellationToken
    ) =>
        database.RehearseAsync(
            async session =>
            {
                var before = await session.SingleAsync<long>(
                    "SELECT COALESCE(MAX(id), 0) FROM outbox",
                    null,
                    cancellationToken
                );
                await act(session);
                return await session.QueryAsync<Draft>(
                    """
                    SELECT recipient, name, purpose, channel, subject, text FROM outbox
                    WHERE id > @before AND (@every = 1 OR night = @night) ORDER BY id
                    """,
                    new
                    {
                        before,
                        night,
                        every = night is null ? 1 : 0,
                    },
                    cancellationToken
                );
            },
            cancellationToken
        );
}
