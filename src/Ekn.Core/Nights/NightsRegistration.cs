using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Opening;
using Ekn.Core.Nights.Overview;
using Ekn.Core.Nights.Practising;
using Ekn.Core.Printouts;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Nights;

public static class NightsRegistration
{
    public static IServiceCollection AddNights(this IServiceCollection services) =>
        services
            .AddSingleton<NightBook>()
            .AddSingleton<NightHours>()
            .AddSingleton<NightWords>()
            .AddSingleton<EvidenceStore>()
            .AddSingleton<AssessmentLog>()
            .AddSingleton<DecisionLog>()
            .AddSingleton<DecisionWords>()
            .AddSingleton<ProposalLetters>()
            .AddSingleton<DecisionDesk>()
            .AddSingleton<StoredWeather>()
            .AddSingleton<WeatherNow>()
            .AddSingleton<NightGlances>()
            .AddSingleton<PracticeRecords>()
            .AddSingleton<RoomChoice>()
            .AddSingleton<RoomCalls>()
            .AddSingleton<RoomMoves>()
            .AddSingleton<CallOut>()
            .AddSingleton<CallingOff>()
            .AddSingleton<PracticeDesk>()
            .AddSingleton<CrewChanges>()
            .AddSingleton<RoomProposals>()
            .AddSingleton<RoomAlarm>()
            .AddSingleton<RoomWatch>()
            .AddSingleton<HiredLetters>()
            .AddSingleton<StaffDesk>()
            .AddSingleton<LeadDesk>()
            .AddSingleton<RoomClosing>()
            .AddSingleton<RoomDesk>()
            .AddSingleton<Rehearsal>()
            .AddSingleton<InboxSettling>()
            .AddSingleton<AskMore>()
            .AddSingleton<AskDates>()
            .AddSingleton<Unanswered>()
            .AddSingleton<DatesCall>()
            .AddSingleton<GuestLog>()
            .AddSingleton<TapLog>()
            .AddSingleton<NightClosing>()
            .AddSingleton<Inbox>()
            .AddSingleton<Reply>()
            .AddSingleton<AnswerDesk>()
            .AddSingleton<CoordinatorAnswers>()
            .AddSingleton<ChurchAnswers>()
            .AddSingleton<SiteLeadAnswers>()
            .AddSingleton<SignUps>()
            .AddSingleton<StandingAnswers>()
            .AddSingleton<Erasure>()
            .AddSingleton<Merging>()
            .AddSingleton<CrewDesk>()
            .AddSingleton<CallList>()
            .AddSingleton<PrintoutReader>()
            .AddSingleton<PrintoutSheet>()
            .AddSingleton<PrintoutMail>()
            .AddSingleton<VolunteerOffers>()
            .AddSingleton<VolunteerQuestions>()
            .AddSingleton<AskingBack>()
            .AddSingleton<NotOffered>()
            .AddSingleton<VolunteerAnswers>();
}
