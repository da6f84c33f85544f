using Ekn.Core.Calendar;
using Ekn.Core.Nights.Counting;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Answering;

/// <summary>Guest counts by text message, answered with a read-back of what stands.</summary>
public sealed class SiteLeadAnswers(LocalTime time, NightBook nights, GuestLog guests, NightWords words, Reply reply)
{
    // A count that comes in until the next noon is of the night that has just been.
    private static readonly TimeOnly Noon = new(12, 0);

    /// <returns>Null when the text is no guest count.</returns>
    public async Task<Handled?> TryAsync(
        Session session,
        InboundText text,
        Recipient siteLead,
        CancellationToken cancellationToken
    )
    {
        if (GuestCountText.Read(text.Text) is not GuestCountReading.Read { Fields: var fields, Code: var code })
        {
            return null;
        }
        var rooms = await RoomsOfAsync(session, siteLead, code, text.ReceivedAt, cancellationToken);
        if (rooms.Count > 1)
        {
            var several = (await nights.FindAsync(session, rooms[0].Night, cancellationToken))!;
            await reply.ToAsync(
                session,
                text,
                siteLead,
                "count-which-room",
                several.Night,
                words.Of(several, rooms),
                cancellationToken
            );
            return new Handled("sitelead", "count-which-room", NeedsPerson: true);
        }
        if (rooms.Count == 0)
        {
            await reply.ToAsync(session, text, siteLead, "count-no-night", null, _ => Facts.None, cancellationToken);
            return new Handled("sitelead", "count-no-night", NeedsPerson: true);
        }
        var room = rooms[0];
        var count = await guests.ReportAsync(
            session,
            room.Night,
            room.Id,
            fields,
            siteLead.Key,
            text.Channel,
            cancellationToken
        );
        var row = (await nights.FindAsync(session, room.Night, cancellationToken))!;
        Func<Wording, Facts> facts = wording =>
            words.Of(row, [room])(wording).With(CountWords.Of(count, room.Capacity, wording));
        await reply.ToAsync(session, text, siteLead, "count-read-back", room.Night, facts, cancellationToken);
        foreach (var (routine, reported) in RoutinesFor(fields))
        {
            if (reported > 0)
            {
                await reply.ToAsync(session, text, siteLead, routine, room.Night, facts, cancellationToken, routine);
            }
        }
        return new Handled("sitelead", "count");
    }

    /// <summary>Whether somebody is named for a room of a night that may open or is open.</summary>
    public async Task<bool> IsToLeadAsync(Session session, Recipient siteLead, CancellationToken cancellationToken) =>
        await session.SingleAsync<long>(
            """
            SELECT COUNT(*) FROM night_premises np
            JOIN night n ON n.night = np.night
            WHERE np.site_lead = @Key AND np.state IN ('planned', 'called', 'accepted')
              AND n.state IN ('early', 'open') AND np.night >= @From
            """,
            new { siteLead.Key, From = time.NightAt(time.Now, Noon) },
            cancellationToken
        ) > 0;

    private static (string Routine, int Reported)[] RoutinesFor(GuestCountFields fields) =>
        [("routine-minor", fields.Minors ?? 0), ("routine-threat", (fields.Threats ?? 0) + (fields.Violence ?? 0))];

    /// <summary>The rooms that the site lead is in charge of; the only room where nobody in particular is.</summary>
    private async Task<IReadOnlyList<PremisesOfNight>> RoomsOfAsync(
        Session session,
        Recipient siteLead,
        string? code,
        DateTimeOffset at,
        CancellationToken cancellationToken
    )
    {
        var night = time.NightAt(at, Noon);
        if (code is not null)
        {
            if (await nights.ByCodeAsync(session, code, cancellationToken) is not { } named)
            {
                return [];
            }
            night = named.Night;
        }
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Ended }
        )
        {
            return [];
        }
        var rooms = await nights.InUseAsync(session, night, cancellationToken);
        var theirs = rooms.Where(room => room.SiteLead == siteLead.Key).ToList();
        return theirs.Count > 0 ? theirs
            : rooms.Count == 1 ? rooms
            : [];
    }
}
