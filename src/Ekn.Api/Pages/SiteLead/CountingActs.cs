using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;

namespace Ekn.Api.Pages.SiteLead;

/// <summary>What a person in charge does on the page: counts, takes back, notes who came.</summary>
public sealed class CountingActs(Database database, LocalTime time, TapLog taps, Attendance attendance)
{
    /// <summary>More than a phone collects in a night without network.</summary>
    private const int MostAtOnce = 500;

    /// <param name="pressed">The value of the button: women+, men-, or undo.</param>
    /// <param name="id">Made with the page, so that a form that is sent twice counts once.</param>
    /// <returns>Null when no button was pressed.</returns>
    public async Task<TapResult?> PressAsync(
        PremisesOfNight room,
        string? pressed,
        string? id,
        string by,
        CancellationToken cancellationToken
    ) =>
        await database.InTransactionAsync(
            async session =>
            {
                var tap =
                    pressed == "undo"
                        ? await taps.UndoOfLastAsync(session, room.Id, by, cancellationToken)
                        : Read(pressed, id);
                return tap is { IsWellFormed: true }
                    ? await taps.CountAsync(session, room, tap, by, cancellationToken)
                    : (TapResult?)null;
            },
            cancellationToken
        );

    /// <returns>Null when there are none, too many, or one of them is nothing: then none is taken, and the phone keeps them.</returns>
    public static IReadOnlyList<SentTap>? Readable(IReadOnlyList<SentTap?>? taps) =>
        taps is null || taps.Count > MostAtOnce || taps.Any(tap => tap is null) ? null : [.. taps.OfType<SentTap>()];

    /// <summary>Taps that a phone has kept, in the order in which they were made. Each is counted for itself: one that is refused holds up no other.</summary>
    /// <returns>The ids that were refused, with the reason; every other one need not be sent again.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SendAsync(
        PremisesOfNight room,
        IReadOnlyList<SentTap> sent,
        string by,
        CancellationToken cancellationToken
    )
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in sent)
        {
            var result =
                ReadField(one.Field) is { } field
                && new Tap(one.Id ?? "", field, one.Change, one.At ?? time.Now) is { IsWellFormed: true } tap
                    ? await database.InTransactionAsync(
                        session => taps.CountAsync(session, room, tap, by, cancellationToken),
                        cancellationToken
                    )
                    : (TapResult?)null;
            if (result is null or TapResult.BelowZero or TapResult.NotOpen)
            {
                refused[one.Id ?? ""] = result switch
                {
                    TapResult.BelowZero => "below-zero",
                    TapResult.NotOpen => "not-open",
                    _ => "unreadable",
                };
            }
        }
        return refused;
    }

    /// <param name="noted">SHIFT:VOLUNTEER:arrived, absent or none.</param>
    public async Task<bool> NoteAsync(
        PremisesOfNight room,
        string? noted,
        string by,
        CancellationToken cancellationToken
    )
    {
        if (
            noted?.Split(':') is not [var shift, var volunteer, Attendance.Arrived or Attendance.Absent or "none"] parts
            || !long.TryParse(shift, NumberStyles.None, CultureInfo.InvariantCulture, out var shiftId)
            || !long.TryParse(volunteer, NumberStyles.None, CultureInfo.InvariantCulture, out var volunteerId)
        )
        {
            return false;
        }
        return await database.InTransactionAsync(
            async session =>
                (await attendance.OfRoomAsync(session, room.Id, cancellationToken)).Any(one =>
                    one.ShiftId == shiftId && one.VolunteerId == volunteerId
                )
                && await attendance.NoteAsync(
                    session,
                    shiftId,
                    volunteerId,
                    parts[2] == "none" ? null : parts[2],
                    by,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    private Tap? Read(string? pressed, string? id) =>
        pressed is [.., '+' or '-'] && id is not null && ReadField(pressed[..^1]) is { } field
            ? new Tap(id, field, pressed[^1] == '+' ? 1 : -1, time.Now)
            : null;

    private static GuestField? ReadField(string? name) =>
        name is { Length: > 0 }
        && char.IsAsciiLetter(name[0])
        && Enum.TryParse<GuestField>(name, ignoreCase: true, out var field)
            ? field
            : null;

    /// <summary>As a phone sends it.</summary>
    public sealed record SentTap(string? Id, string? Field, int Change, DateTimeOffset? At);
}
