using Ekn.Core.Alerts;
using Ekn.Core.Channels.Sms;
using Ekn.Core.People;
using Ekn.Core.Readiness;
using Ekn.Core.Replies;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>
/// Decides who is writing and hands the text to the reader of that role. STOP comes first, in every state. A number or an
/// address with several roles is read as the role whose question is open.
/// </summary>
public sealed class AnswerDesk(
    PeopleDirectory people,
    VolunteerRegister volunteers,
    StopList stopList,
    CoordinatorAnswers coordinators,
    ChurchAnswers churches,
    SiteLeadAnswers siteLeads,
    VolunteerAnswers volunteerAnswers,
    VolunteerOffers onOffer,
    NightWords words,
    ContactAnswers contacts,
    Reply reply,
    AlertLog alerts
)
{
    public async Task<Handled> HandleAsync(Session session, InboundText text, CancellationToken cancellationToken)
    {
        if (!text.Sender.Contains('@') && !PhoneNumber.TryParse(text.Sender, out _))
        {
            return new Handled("nobody", "unclear", NeedsPerson: text.Mark != InboundMark.Automatic);
        }
        var sender = StopList.Normalized(text.Sender);
        var coordinator = people.CoordinatorAt(sender);
        var siteLead = people.SiteLeadAt(sender);
        var known = await KnownAsync(session, sender, cancellationToken);
        var somebody = coordinator ?? siteLead ?? known.FirstOrDefault()?.AsRecipient() ?? Reply.Unknown(text);
        if (text.IsEmail)
        {
            if (await EmailGate.TrySetAsideAsync(session, text, cancellationToken) is { } reading)
            {
                if (reading == EmailGate.Unclear)
                {
                    await contacts.HeardAsync(session, sender, cancellationToken);
                }
                if (reading == EmailGate.Unclear && known.Count > 0)
                {
                    await reply.ToAsync(
                        session,
                        text,
                        somebody,
                        "unclear-passed-on",
                        null,
                        words.Coordinator(),
                        cancellationToken
                    );
                }
                return new Handled(RoleOf(somebody), reading, NeedsPerson: reading != EmailGate.Automatic);
            }
            text = EmailGate.AnswerOf(text);
        }
        // That somebody wrote shows that the address works, whatever they say; an absence note shows nothing.
        var tested = await contacts.HeardAsync(session, sender, cancellationToken);
        switch (StopWords.Read(text.Text))
        {
            case StopWord.Stop:
                return await StopAsync(session, text, somebody, coordinator, known, cancellationToken);
            case StopWord.Start:
                await stopList.StartAsync(session, sender, cancellationToken);
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
        // A count is never an answer to a call.
        if (
            siteLead is not null
            && await siteLeads.TryAsync(session, text, siteLead, cancellationToken) is { } asSiteLead
        )
        {
            return asSiteLead;
        }
        if (
            await churches.TryAsync(session, text, sender, cancellationToken, isVolunteer: known.Count > 0) is
            { } asChurch
        )
        {
            return asChurch;
        }
        if (
            tested
            && ContactOk.Means(text.Text)
            && (coordinator is null || !await coordinators.AnyAskedAsync(session, cancellationToken))
            && !await onOffer.AnyOfferedAsync(session, known, text.ReceivedAt, cancellationToken)
        )
        {
            // Where a call is open an OK may be an answer to it, and is read as one.
            await reply.ToAsync(session, text, somebody, "contact-thanks", null, _ => Facts.None, cancellationToken);
            return new Handled(RoleOf(somebody), "contact-ok");
        }
        if (known.Count > 0)
        {
            var handled = await volunteerAnswers.HandleAsync(session, text, known, cancellationToken);
            // "Jag är sjuk" from who is also to lead a night: what it means for their shifts is done, and as for leading it
            // only a person can see to it.
            return
                siteLead is not null
                && handled.Reading is not ("signup" or "reserve" or "nothing")
                && await siteLeads.IsToLeadAsync(session, siteLead, cancellationToken)
                ? handled with
                {
                    NeedsPerson = true,
                }
                : handled;
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
            if (MeansNothing(text))
            {
                return new Handled("sitelead", "nothing");
            }
            await reply.ToAsync(session, text, siteLead, "count-unclear", null, _ => Facts.None, cancellationToken);
            // No count, so perhaps "jag är sjuk": the night has no site lead then, and only a person can see to it.
            return new Handled("sitelead", "unclear", NeedsPerson: true);
        }
        return await UnknownAsync(session, text, sender, cancellationToken);
    }

    private async Task<Handled> StopAsync(
        Session session,
        InboundText text,
        Recipient somebody,
        Recipient? coordinator,
        IReadOnlyList<Volunteer> known,
        CancellationToken cancellationToken
    )
    {
        await stopList.StopAsync(session, text.Sender, text.Channel, cancellationToken);
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
                new Alert(AlertKind.CoordinatorStopped, coordinator.Key, null, Note.Words(coordinator.Name)),
                cancellationToken
            );
        }
        // Their bookings stand, since nobody said otherwise, and so does what a church or a site lead is needed for, but
        // they cannot be reached any more: a person should know.
        var sender = StopList.Normalized(text.Sender);
        var reliedOn =
            people.SiteLeadAt(sender) is not null
            || await ChurchAtAsync(session, sender, cancellationToken) is not null
            || await onOffer.AnyBookedAsync(session, known, cancellationToken);
        return new Handled(RoleOf(somebody), "stop", NeedsPerson: reliedOn);
    }

    /// <summary>"Tack!" needs neither an answer nor a person.</summary>
    private static bool MeansNothing(InboundText text) =>
        VolunteerReplyReader.Read(text.Text, new ReplyContext(text.ReceivedAt, [], []))
            is { Intent: Intent.Nothing, Remark: null };

    private async Task<Handled> UnknownAsync(
        Session session,
        InboundText text,
        string sender,
        CancellationToken cancellationToken
    )
    {
        if (await ChurchAtAsync(session, sender, cancellationToken) is not null)
        {
            return new Handled("church", "unclear", NeedsPerson: true);
        }
        // To an email that nobody vouches for, an answer may reach somebody who never wrote.
        if (text.IsEmail && text.Mark != InboundMark.Proven)
        {
            return new Handled("nobody", "unclear", NeedsPerson: true);
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
                Reply.Unknown(text),
                "unknown-number",
                null,
                _ => Facts.None,
                cancellationToken
            );
        }
        return new Handled("nobody", "unclear", NeedsPerson: true);
    }

    private static Task<long?> ChurchAtAsync(Session session, string sender, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<long?>(
            "SELECT id FROM premises WHERE phone = @sender OR email = @sender LIMIT 1",
            new { sender },
            cancellationToken
        );

    private async Task<IReadOnlyList<Volunteer>> KnownAsync(
        Session session,
        string sender,
        CancellationToken cancellationToken
    ) =>
        PhoneNumber.TryParse(sender, out var phone)
            ? await volunteers.ByPhoneAsync(session, phone, cancellationToken)
            : await volunteers.ByEmailAsync(session, sender, cancellationToken);

    private static string RoleOf(Recipient recipient) =>
        recipient.Key[..recipient.Key.IndexOf(':')] is var role and not "unknown" ? role : "nobody";
}
