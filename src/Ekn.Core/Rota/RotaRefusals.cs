using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Rota;

/// <summary>
/// A church says that a date does not work. It stays a question until a coordinator puts another room there, or keeps
/// this one after talking to the church; the rota itself changes only then.
/// </summary>
public sealed class RotaRefusals(
    LocalTime time,
    RotaReader rota,
    AlertLog alerts,
    LetterWriter letters,
    AddressBook addresses
)
{
    public const int LongestNote = 300;

    /// <param name="by">Recipient key of who says it.</param>
    /// <returns>False when the room is not on the rota that night, the night is past, or it was said already.</returns>
    public async Task<bool> SayAsync(
        Session session,
        Night night,
        long premisesId,
        string by,
        string? note,
        CancellationToken cancellationToken
    )
    {
        if (
            night.Evening < time.Today
            || await rota.OnAsync(session, night, cancellationToken) is not NightRota.Lent lent
            || lent.Premises.FirstOrDefault(one => one.Id == premisesId) is not { } room
            || await IsOpenAsync(session, night, premisesId, cancellationToken)
        )
        {
            return false;
        }
        var why = note?.Trim();
        await session.ExecuteAsync(
            """
            INSERT INTO rota_refusal (night, premises_id, said_at, said_by, note)
            VALUES (@night, @premisesId, @Now, @by, @Note)
            """,
            new
            {
                night,
                premisesId,
                time.Now,
                by,
                Note = string.IsNullOrEmpty(why) ? null : why[..Math.Min(why.Length, LongestNote)],
            },
            cancellationToken
        );
        await alerts.RaiseAsync(
            session,
            new Alert(AlertKind.RoomRefused, $"premises:{premisesId}", night, Note.Words(room.Name)),
            cancellationToken
        );
        return true;
    }

    /// <returns>False when nothing was said, or it is settled already.</returns>
    public async Task<bool> TakeBackAsync(
        Session session,
        Night night,
        long premisesId,
        string by,
        CancellationToken cancellationToken
    )
    {
        var rows = await session.ExecuteAsync(
            """
            UPDATE rota_refusal SET settled_at = @Now, settled_by = @by, settlement = 'taken-back'
            WHERE night = @night AND premises_id = @premisesId AND settled_at IS NULL
            """,
            new
            {
                time.Now,
                by,
                night,
                premisesId,
            },
            cancellationToken
        );
        await alerts.ClearAsync(session, AlertKind.RoomRefused, $"premises:{premisesId}", night, cancellationToken);
        return rows > 0;
    }

    /// <summary>What is not settled, the next night first, each with the room that is proposed instead.</summary>
    public async Task<IReadOnlyList<RotaRefusal>> OpenAsync(Session session, CancellationToken cancellationToken)
    {
        var open = await session.QueryAsync<RotaRefusal>(
            """
            SELECT f.id, f.night, f.premises_id, r.name AS premises, f.said_at, f.note FROM rota_refusal f
            JOIN premises r ON r.id = f.premises_id
            WHERE f.settled_at IS NULL AND f.night >= @today ORDER BY f.night, f.id
            """,
            new { today = new Night(time.Today) },
            cancellationToken
        );
        var proposed = new List<RotaRefusal>();
        foreach (var one in open)
        {
            var reserve = (await rota.ReserveAsync(session, one.Night, cancellationToken)).FirstOrDefault(room =>
                room.Id != one.PremisesId
            );
            proposed.Add(one with { ProposedId = reserve?.Id, Proposed = reserve?.Name });
        }
        return proposed;
    }

    /// <param name="replacementId">The room that stands there instead; null to keep the one that said no.</param>
    /// <returns>False when somebody settled it before, or the other room does not exist or is there already.</returns>
    public async Task<bool> SettleAsync(
        Session session,
        long refusalId,
        long? replacementId,
        string by,
        CancellationToken cancellationToken
    )
    {
        if (
            await session.FirstOrDefaultAsync<RotaRefusal>(
                $"SELECT id, night, premises_id FROM rota_refusal WHERE id = @refusalId AND settled_at IS NULL {session.Dialect.ForUpdate}",
                new { refusalId },
                cancellationToken
            )
            is not { } refusal
        )
        {
            return false;
        }
        IReadOnlyList<Premises> now = await rota.OnAsync(session, refusal.Night, cancellationToken)
            is NightRota.Lent lent
            ? lent.Premises
            : [];
        if (replacementId is { } other)
        {
            if (
                now.Any(room => room.Id == other)
                || await rota.FindAsync(session, other, cancellationToken) is not { } replacement
            )
            {
                return false;
            }
            await RewriteAsync(
                session,
                refusal.Night,
                [.. now.Select(room => room.Id).Where(id => id != refusal.PremisesId), other],
                cancellationToken
            );
            await TellAsync(session, other, "rota-asked", refusal.Night, replacement.Name, cancellationToken);
        }
        await session.ExecuteAsync(
            """
            UPDATE rota_refusal SET settled_at = @Now, settled_by = @by, settlement = @Settlement, replacement_id = @replacementId
            WHERE id = @refusalId
            """,
            new
            {
                time.Now,
                by,
                Settlement = replacementId is null ? "kept" : "replaced",
                replacementId,
                refusalId,
            },
            cancellationToken
        );
        var name = (await rota.FindAsync(session, refusal.PremisesId, cancellationToken))!.Name;
        await TellAsync(
            session,
            refusal.PremisesId,
            replacementId is null ? "rota-kept" : "rota-freed",
            refusal.Night,
            name,
            cancellationToken
        );
        await alerts.ClearAsync(
            session,
            AlertKind.RoomRefused,
            $"premises:{refusal.PremisesId}",
            refusal.Night,
            cancellationToken
        );
        return true;
    }

    private static async Task RewriteAsync(
        Session session,
        Night night,
        IReadOnlyList<long> rooms,
        CancellationToken cancellationToken
    )
    {
        await session.ExecuteAsync("DELETE FROM rota_date WHERE night = @night", new { night }, cancellationToken);
        foreach (var room in rooms)
        {
            await session.ExecuteAsync(
                "INSERT INTO rota_date (night, premises_id) VALUES (@night, @room)",
                new { night, room },
                cancellationToken
            );
        }
    }

    private async Task TellAsync(
        Session session,
        long premisesId,
        string purpose,
        Night night,
        string room,
        CancellationToken cancellationToken
    ) =>
        await letters.WriteAsync(
            session,
            await addresses.FindAsync(session, [$"premises:{premisesId}"], cancellationToken),
            new Letter(
                purpose,
                night,
                0,
                wording => Facts.None.With("night", wording.Night(night)).With("premises", room)
            )
            {
                Reach = Reach.EmailFirst,
                Occasion = time
                    .Now.ToUniversalTime()
                    .ToString("yyyyMMddHHmmss", System.Globalization.CultureInfo.InvariantCulture),
                ExpiresAt = time.Now.AddDays(3),
                IsReal = true,
            },
            cancellationToken
        );

    private static async Task<bool> IsOpenAsync(
        Session session,
        Night night,
        long premisesId,
        CancellationToken cancellationToken
    ) =>
        await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM rota_refusal WHERE night = @night AND premises_id = @premisesId AND settled_at IS NULL",
            new { night, premisesId },
            cancellationToken
        ) > 0;
}
