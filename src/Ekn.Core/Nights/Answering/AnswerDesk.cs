using Ekn.Core.Alerts;
using Ekn.Core.Channels.Sms;
using Ekn.Core.People;
using Ekn.Core.Replies;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// Decides who is writing and hands the text to the reader of that role. STOP comes first, in every state. A number with
/// several roles is read as the role whose question is open.
/// </summary>
public sealed class AnswerDesk(
    PeopleDirectory people,
    VolunteerRegister volunteers,
    StopList stopList,
    CoordinatorAnswers coordinators,
    ChurchAnswers churches,
    SiteLeadAnswers siteLeads,
    VolunteerAnswers volunteerAnswers,
    Reply reply,
    AlertLog alerts
)
{
    public async Task<Handled> HandleAsync(Session session, InboundText text, CancellationToken cancellationToken)
    {
        if (!PhoneNumber.TryParse(text.Sender, out var sender))
        {
            return new Handled("nobody", "unclear", NeedsPerson: true);
        }
        var coordinator = people.CoordinatorBy(sender);
        var siteLead = people.SiteLeadBy(sender);
        var known = await volunteers.ByPhoneAsync(session, sender, cancellationToken);
        var somebody = coordinator ?? siteLead ?? known.FirstOrDefault()?.AsRecipient() ?? Reply.Unknown(text, sender);
        switch (StopWords.Read(text.Text))
        {
            case StopWord.Stop:
                return await StopAsync(session, text, sender, somebody, coordinator, known, cancellationToken);
            case StopWord.Start:
                await stopList.StartAsync(session, sender.Value, cancellationToken);
                if (coordinator is not null)
                {
                    await alerts.ClearAsync(
                        session,
                        AlertKind.CoordinatorStopped,
                        coordinator.Key,
                        null,
                        cancellationToken
                    );
                }
                await reply.ToAsync(session, text, somebody, "started", null, _ => Facts.None, cancellationToken);
                return new Handled(RoleOf(somebody), "start");
        }
        if (
            coordinator is not null
            && await coordinators.TryAsync(session, text, coordinator, cancellationToken) is { } asCoordinator
        )
        {
            return asCoordinator;
        }
        if (await churches.TryAsync(session, text, sender, cancellationToken) is { } asChurch)
        {
            return asChurch;
        }
        if (
            siteLead is not null
            && await siteLeads.TryAsync(session, text, siteLead, cancellationToken) is { } asSiteLead
        )
        {
            return asSiteLead;
        }
        if (known.Count > 0)
        {
            return await volunteerAnswers.HandleAsync(session, text, known, cancellationToken);
        }
        if (coordinator is not null)
        {
            await reply.ToAsync(
                session,
                text,
                coordinator,
                "coordinator-unclear",
                null,
                _ => Facts.None,
                cancellationToken
            );
            return new Handled("coordinator", "unclear");
        }
        if (siteLead is not null)
        {
            await reply.ToAsync(session, text, siteLead, "count-unclear", null, _ => Facts.None, cancellationToken);
            return new Handled("sitelead", "unclear");
        }
        return await UnknownAsync(session, text, sender, cancellationToken);
    }

    private async Task<Handled> StopAsync(
        Session session,
        InboundText text,
        PhoneNumber sender,
        Recipient somebody,
        Recipient? coordinator,
        IReadOnlyList<Volunteer> known,
        CancellationToken cancellationToken
    )
    {
        await stopList.StopAsync(session, sender.Value, "sms", cancellationToken);
        await reply.ToAsync(
            session,
            text,
            somebody,
            "stopped",
            null,
            _ => Facts.None,
            cancellationToken,
            obeysStop: false
        );
        if (coordinator is not null)
        {
            await alerts.RaiseAsync(
                session,
                new Alert(AlertKind.CoordinatorStopped, coordinator.Key, null, coordinator.Name),
                cancellationToken
            );
        }
        // Their bookings stand, since nobody said otherwise, but they cannot be reached any more: a person should know.
        var booked = await volunteerAnswers.AnyBookedAsync(session, known, cancellationToken);
        return new Handled(RoleOf(somebody), "stop", NeedsPerson: booked);
    }

    private async Task<Handled> UnknownAsync(
        Session session,
        InboundText text,
        PhoneNumber sender,
        CancellationToken cancellationToken
    )
    {
        var church = await session.FirstOrDefaultAsync<long?>(
            "SELECT id FROM premises WHERE phone = @sender LIMIT 1",
            new { sender },
            cancellationToken
        );
        if (church is not null)
        {
            return new Handled("church", "unclear", NeedsPerson: true);
        }
        // Once a day: two machines that answer each other would never end.
        var answered = await session.FirstOrDefaultAsync<long?>(
            "SELECT id FROM inbound WHERE sender = @Sender AND id < @Id AND role = 'nobody' AND received_at > @Since LIMIT 1",
            new
            {
                text.Sender,
                text.Id,
                Since = text.ReceivedAt.AddDays(-1),
            },
            cancellationToken
        );
        if (answered is null)
        {
            await reply.ToAsync(
                session,
                text,
                Reply.Unknown(text, sender),
                "unknown-number",
                null,
                _ => Facts.None,
                cancellationToken
            );
        }
        return new Handled("nobody", "unclear", NeedsPerson: true);
    }

    private static string RoleOf(Recipient recipient) =>
        recipient.Key[..recipient.Key.IndexOf(':')] is var role and not "unknown" ? role : "nobody";
}
