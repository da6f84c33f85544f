using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights;

/// <summary>The nights that were asked about, offered or opened, and their premises.</summary>
public sealed class NightBook(TimeProvider clock)
{
    private const string Columns = "night, code, state, revision, opened_at, ended_at, practice, practised_on";

    private const string PremisesColumns = """
        SELECT np.id, np.night, np.premises_id, r.name, c.name AS church, r.address, np.capacity, r.contact_name,
               r.phone, r.email, np.state, np.site_lead, r.publish, r.directions, r.entrance,
               COALESCE(np.own_staff, r.own_staff) AS own_staff
        FROM night_premises np
        JOIN premises r ON r.id = np.premises_id
        JOIN church c ON c.id = r.church_id
        """;

    public Task<NightRow?> FindAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<NightRow>(
            $"SELECT {Columns} FROM night WHERE night = @night",
            new { night },
            cancellationToken
        );

    /// <summary>
    /// Keeps the night to this transaction until it ends, so that what is decided, moved and booked at the same moment comes
    /// one after the other and each sees what the one before did.
    /// </summary>
    public Task LockAsync(Session session, Night night, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<string>(
            $"SELECT code FROM night WHERE night = @night {session.Dialect.ForUpdate}",
            new { night },
            cancellationToken
        );

    /// <summary>The night with its code; both are made when it is first spoken of.</summary>
    public async Task<NightRow> FindOrAddAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        if (await FindAsync(session, night, cancellationToken) is { } known)
        {
            return known;
        }
        var taken = await CodesAsync(session, night, cancellationToken);
        await session.ExecuteAsync(
            """
            INSERT INTO night (night, code, state, code_given_at) VALUES (@night, @code, 'waiting', @now)
            ON CONFLICT (night) DO NOTHING
            """,
            new
            {
                night,
                code = NightCodes.FirstFree(taken.ToHashSet()),
                now = clock.GetUtcNow(),
            },
            cancellationToken
        );
        return (await FindAsync(session, night, cancellationToken))!;
    }

    /// <summary>The night that a code stands for: the latest one that bore it.</summary>
    public Task<NightRow?> ByCodeAsync(Session session, string code, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<NightRow>(
            $"SELECT {Columns} FROM night WHERE code = @code AND origin = 'service' ORDER BY night DESC LIMIT 1",
            new { code },
            cancellationToken
        );

    /// <summary>The codes that somebody may still write: those of nights within 30 days of this one.</summary>
    public Task<IReadOnlyList<string>> CodesAsync(Session session, Night near, CancellationToken cancellationToken) =>
        session.QueryAsync<string>(
            """
            SELECT code FROM night
            WHERE origin = 'service' AND ((night > @from AND night < @to) OR (practised_on > @from AND practised_on < @to))
            """,
            new { from = near.AddDays(-NightCodes.DaysBeforeReuse), to = near.AddDays(NightCodes.DaysBeforeReuse) },
            cancellationToken
        );

    /// <summary>Nights of the service from <paramref name="from"/> on, oldest first.</summary>
    public Task<IReadOnlyList<NightRow>> FromAsync(Session session, Night from, CancellationToken cancellationToken) =>
        session.QueryAsync<NightRow>(
            $"SELECT {Columns} FROM night WHERE night >= @from AND origin = 'service' ORDER BY night",
            new { from },
            cancellationToken
        );

    public Task SetStateAsync(
        Session session,
        Night night,
        NightState state,
        int revision,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            """
            UPDATE night SET state = @state, revision = @revision,
                opened_at = CASE WHEN @state = 'open' THEN @now ELSE opened_at END,
                ended_at = CASE WHEN @state = 'ended' THEN @now ELSE ended_at END
            WHERE night = @night
            """,
            new
            {
                night,
                state = state.ToString().ToLowerInvariant(),
                revision,
                now = clock.GetUtcNow(),
            },
            cancellationToken
        );

    /// <summary>Every room that was asked for this night, also those that said no.</summary>
    public Task<IReadOnlyList<PremisesOfNight>> PremisesAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) =>
        session.QueryAsync<PremisesOfNight>(
            $"{PremisesColumns} WHERE np.night = @night ORDER BY np.id",
            new { night },
            cancellationToken
        );

    /// <summary>The rooms that the night counts on.</summary>
    public async Task<IReadOnlyList<PremisesOfNight>> InUseAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    ) => [.. (await PremisesAsync(session, night, cancellationToken)).Where(room => room.InUse)];

    /// <returns>The id of the room on that night; the same when it was there already.</returns>
    public Task<long> AddPremisesAsync(
        Session session,
        Night night,
        long premisesId,
        string? siteLead,
        string state,
        CancellationToken cancellationToken
    ) =>
        session.SingleAsync<long>(
            """
            INSERT INTO night_premises (night, premises_id, capacity, state, called_at, site_lead, own_staff)
            SELECT @night, id, capacity, @state, @now, @siteLead, own_staff FROM premises WHERE id = @premisesId
            ON CONFLICT (night, premises_id) DO UPDATE SET state = @state, called_at = @now, site_lead = @siteLead
            RETURNING id
            """,
            new
            {
                night,
                premisesId,
                siteLead,
                state,
                now = clock.GetUtcNow(),
            },
            cancellationToken
        );

    /// <returns>False when the room was not in the state expected: somebody was first.</returns>
    public async Task<bool> SetPremisesStateAsync(
        Session session,
        long nightPremisesId,
        string from,
        string to,
        CancellationToken cancellationToken
    ) =>
        await session.ExecuteAsync(
            "UPDATE night_premises SET state = @to, answered_at = @now WHERE id = @nightPremisesId AND state = @from",
            new
            {
                nightPremisesId,
                from,
                to,
                now = clock.GetUtcNow(),
            },
            cancellationToken
        ) == 1;
}
