using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>What coordinators did to a night by hand. Each form has an id, so that pressing twice is one change.</summary>
public sealed class CrewChanges(TimeProvider clock)
{
    /// <summary>Asked with the night locked: whether the form was carried out already.</summary>
    public async Task<bool> HasAsync(Session session, string form, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM change_event WHERE detail = @form",
            new { form },
            cancellationToken
        ) > 0;

    /// <param name="form">Null where doing it twice is the same as once.</param>
    public Task AddAsync(
        Session session,
        string actor,
        string kind,
        string subject,
        Night? night,
        string? form,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO change_event (at, actor, kind, subject, night, detail)
            VALUES (@now, @actor, @kind, @subject, @night, @form)
            """,
            new
            {
                now = clock.GetUtcNow(),
                actor,
                kind,
                subject,
                night,
                form,
            },
            cancellationToken
        );
}
