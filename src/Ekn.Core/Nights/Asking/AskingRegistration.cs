using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Nights.Asking;

public static class AskingRegistration
{
    public static IServiceCollection AddAsking(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<AskingOptions>()
            .Bind(configuration.GetSection(AskingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<CandidateReader>()
            .AddSingleton<AnswerRateReader>()
            .AddSingleton<VolunteerCall>()
            .AddSingleton<DatesPlans>()
            .AddSingleton<DatesLetter>()
            .AddSingleton<DatesQueue>()
            .AddSingleton<DatesStop>()
            .AddSingleton<Waves>()
            .AddSingleton<CallProgressReader>()
            .AddSingleton<Enough>()
            .AddSingleton<PlaceOffers>()
            .AddSingleton<StandingShifts>()
            .AddSingleton<Unfilled>();
    }
}
