using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Rota;

/// <summary>A coordinator changes the rota: who has a weekday, what holds on one date instead, and two dates that change places.</summary>
public sealed class RotaEdit(TimeProvider clock, RotaReader rota)
{
    /// <summary>These rooms have this weekday from now on, without end; none means that nobody lends a room.</summary>
    /// <returns>False when a room does not exist.</returns>
    public async Task<bool> SetWeekdayAsync(
        Session session,
        DayOfWeek weekday,
        IReadOnlyList<long> rooms,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (!await AllExistAsync(session, rooms, cancellationToken))
        {
            return false;
        }
        var number = weekday == DayOfWeek.Sunday ? 7 : (int)weekday;
        await session.ExecuteAsync(
            "DELETE FROM rota_weekday WHERE weekday = @number",
            new { number },
            cancellationToken
        );
        foreach (var room in rooms.Distinct())
        {
            await session.ExecuteAsync(
                "INSERT INTO rota_weekday (weekday, premises_id) VALUES (@number, @room)",
                new { number, room },
                cancellationToken
            );
        }
        await NoteAsync(session, actor, $"weekday:{number}", null, cancellationToken);
        return true;
    }

    /// <summary>These rooms lend themselves on one date, whatever its weekday says; none means that nobody does.</summary>
    /// <returns>False when a room does not exist.</returns>
    public async Task<bool> SetDateAsync(
        Session session,
        Night night,
        IReadOnlyList<long> rooms,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (!await AllExistAsync(session, rooms, cancellationToken))
        {
            return false;
        }
        await WriteAsync(session, night, rooms, cancellationToken);
        await NoteAsync(session, actor, "date", night, cancellationToken);
        return true;
    }

    /// <summary>The weekday holds again.</summary>
    public async Task ClearDateAsync(Session session, Night night, string actor, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("DELETE FROM rota_date WHERE night = @night", new { night }, cancellationToken);
        await NoteAsync(session, actor, "date", night, cancellationToken);
    }

    /// <summary>Whoever has the one date has the other, and the other way round.</summary>
    public async Task SwapAsync(
        Session session,
        Night one,
        Night other,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var first = RoomsOf(await rota.OnAsync(session, one, cancellationToken));
        var second = RoomsOf(await rota.OnAsync(session, other, cancellationToken));
        await WriteAsync(session, one, second, cancellationToken);
        await WriteAsync(session, other, first, cancellationToken);
        await NoteAsync(session, actor, "swap", one, cancellationToken);
        await NoteAsync(session, actor, "swap", other, cancellationToken);
    }

    private static IReadOnlyList<long> RoomsOf(NightRota on) =>
        on is NightRota.Lent lent ? [.. lent.Premises.Select(room => room.Id)] : [];

    private static async Task WriteAsync(
        Session session,
        Night night,
        IReadOnlyList<long> rooms,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync("DELETE FROM rota_date WHERE night = @night", new { night }, cancellationToken);
        foreach (var room in rooms.Count == 0 ? [(long?)null] : rooms.Distinct().Select(room => (long?)room))
        {
            await session.ExecuteAsync(
                "INSERT INTO rota_date (night, premises_id) VALUES (@night, @room)",
                new { night, room },
                cancellationToken
            );
        }
    }

    private async Task<bool> AllExistAsync(
        Session session,
        IReadOnlyList<long> rooms,
        CancellationToken cancellationToken
    )
    {
        var known = (await rota.PremisesAsync(session, cancellationToken)).Select(room => room.Id).ToHashSet();
        return rooms.All(known.Contains);
    }

    private Task NoteAsync(
        Session session,
        string actor,
        string subject,
        Night? night,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject, night) VALUES (@Now, @actor, 'rota', @subject, @night)",
            new
            {
                Now = clock.GetUtcNow(),
                actor,
                subject,
                night,
            },
            cancellationToken
        );
}
