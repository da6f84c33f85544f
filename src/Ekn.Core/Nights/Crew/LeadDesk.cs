using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Opening;
using Ekn.Core.People;
using Ekn.Core.Storage;

namespace Ekn.Core.Nights.Crew;

/// <summary>Who is in charge of which room. Each hears of it; who was in charge before hears that they are not any more.</summary>
public sealed class LeadDesk(
    Database database,
    NightBook nights,
    NightHours hours,
    RoomCalls calls,
    CrewChanges changes,
    PeopleDirectory people,
    LetterWriter letters,
    NightWords words
)
{
    /// <param name="lead">Recipient key of a site lead; empty for nobody.</param>
    public Task<StaffChange> ChooseAsync(
        Night night,
        long nightPremisesId,
        string? lead,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        var key = string.IsNullOrEmpty(lead) ? null : lead;
        if (key is not null && people.SiteLeadBy(key) is null)
        {
            return Task.FromResult(StaffChange.NoSuchLead);
        }
        return database.InTransactionAsync(
            session => ChooseAsync(session, night, nightPremisesId, key, actor, form, cancellationToken),
            cancellationToken
        );
    }

    private async Task<StaffChange> ChooseAsync(
        Session session,
        Night night,
        long nightPremisesId,
        string? lead,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (await changes.HasAsync(session, form, cancellationToken))
        {
            return StaffChange.DoneBefore;
        }
        if (
            await nights.FindAsync(session, night, cancellationToken)
            is not { State: NightState.Open or NightState.Early } row
        )
        {
            return StaffChange.NotOpen;
        }
        var room = (await nights.PremisesAsync(session, night, cancellationToken)).FirstOrDefault(one =>
            one.Id == nightPremisesId && one.InUse
        );
        if (room is null)
        {
            return StaffChange.Gone;
        }
        if (room.SiteLead == lead)
        {
            return StaffChange.Done;
        }
        await session.ExecuteAsync(
            "UPDATE night_premises SET site_lead = @lead WHERE id = @nightPremisesId",
            new { lead, nightPremisesId },
            cancellationToken
        );
        // Before the night opens nobody has heard anything yet.
        if (row.State == NightState.Open)
        {
            await calls.CallLeadAsync(session, row, room with { SiteLead = lead }, $"lead:{form}", cancellationToken);
            await ReleaseAsync(session, row, room, form, cancellationToken);
        }
        await changes.AddAsync(
            session,
            actor,
            "room.lead",
            $"premises:{room.PremisesId}",
            night,
            form,
            cancellationToken
        );
        return StaffChange.Done;
    }

    private async Task ReleaseAsync(
        Session session,
        NightRow row,
        PremisesOfNight room,
        string form,
        CancellationToken cancellationToken
    )
    {
        if (room.SiteLead is null || people.SiteLeadBy(room.SiteLead) is not { } before)
        {
            return;
        }
        await letters.WriteAsync(
            session,
            before,
            new Letter("lead-released", row.Night, row.Revision, words.Of(row, [room]))
            {
                Reach = Reach.Every,
                Occasion = $"lead:{form}",
                ExpiresAt = hours.EndOf(row.Night),
            },
            cancellationToken
        );
    }
}
