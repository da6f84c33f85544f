using System.Buffers.Text;
using System.Security.Cryptography;
using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Decisions;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Rota;

/// <summary>
/// The calendar that a church subscribes to: the nights of one room, at an address of 128 random bits that is kept, so
/// that it can be shown again, and replaced when it has come into wrong hands. Holds nobody's name or number.
/// </summary>
public sealed class CalendarFeeds(
    LocalTime time,
    RotaReader rota,
    PublicAddress address,
    IOptions<DecisionOptions> options
)
{
    private const int DaysBack = 60;
    private const int DaysAhead = 400;

    /// <summary>The address of a room's feed; made when it is first asked for.</summary>
    public async Task<Uri> AddressOfAsync(Session session, long premisesId, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            "UPDATE premises SET calendar_token = @Token WHERE id = @premisesId AND calendar_token IS NULL",
            new { premisesId, Token = NewToken() },
            cancellationToken
        );
        var token = await session.SingleAsync<string>(
            "SELECT calendar_token FROM premises WHERE id = @premisesId",
            new { premisesId },
            cancellationToken
        );
        return new Uri(address.Of($"/calendar/{token}.ics"));
    }

    /// <summary>The address that was known leads nowhere from now on.</summary>
    public Task ReplaceAsync(Session session, long premisesId, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            "UPDATE premises SET calendar_token = @Token WHERE id = @premisesId",
            new { premisesId, Token = NewToken() },
            cancellationToken
        );

    /// <returns>The feed as iCalendar; null when no room has this token.</returns>
    public async Task<string?> ReadAsync(Session session, string token, CancellationToken cancellationToken)
    {
        var id = await session.FirstOrDefaultAsync<long?>(
            "SELECT id FROM premises WHERE calendar_token = @token",
            new { token },
            cancellationToken
        );
        if (id is null || await rota.FindAsync(session, id.Value, cancellationToken) is not { } room)
        {
            return null;
        }
        var first = new Night(time.Today.AddDays(-DaysBack));
        var last = first.AddDays(DaysBack + DaysAhead);
        var calendar = await rota.ReadAsync(session, first, last, cancellationToken);
        // To the day: what is the same is the same to the byte, and need not be sent again.
        return RotaICalendar.Write(
            calendar.Of(room),
            first,
            last,
            options.Value.Window,
            room.Name,
            time.At(time.Today, TimeOnly.MinValue)
        );
    }

    private static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
