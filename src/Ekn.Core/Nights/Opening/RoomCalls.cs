using Ekn.Core.Alerts;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Opening;

/// <summary>Calls a room's church and who is in charge of it.</summary>
public sealed class RoomCalls(
    NightHours hours,
    PeopleDirectory people,
    LetterWriter letters,
    AlertLog alerts,
    NightWords words
)
{
    public async Task CallAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        int revision,
        CancellationToken cancellationToken,
        string? occasion = null
    )
    {
        var facts = words.Of(row, [room]);
        var told = await letters.WriteAsync(
            session,
            room.Contact,
            new Letter("call-church", row.Night, revision, facts)
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = hours.EndOf(row.Night),
                Link = new LetterLink(LinkPurpose.ChurchCall, null, hours.EndOf(row.Night)),
            },
            cancellationToken
        );
        if (told == 0 && room.Contact is { Phone: null, Email: null })
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.ChurchSilent, room.Name, row.Night, Note.Words(room.Name)) { Room = room.Id },
                cancellationToken
            );
        }
        await CallLeadAsync(
            session,
            row with
            {
                Revision = revision,
            },
            room,
            occasion ?? $"premises:{room.PremisesId}",
            cancellationToken
        );
    }

    /// <summary>Who is in charge of a room hears of it; nobody where nobody is.</summary>
    public async Task CallLeadAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        if (room.SiteLead is null || people.SiteLeadBy(room.SiteLead) is not { } lead)
        {
            return;
        }
        await letters.WriteAsync(
            session,
            lead,
            new Letter("call-site-lead", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = hours.EndOf(row.Night),
                // Until the noon after and some hours, for a count that is put right.
                Link = new LetterLink(LinkPurpose.Count, null, hours.EndOf(row.Night).AddHours(12)),
            },
            cancellationToken
        );
    }
}
