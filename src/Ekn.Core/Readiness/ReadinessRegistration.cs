using Ekn.Core.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Readiness;

public static class ReadinessRegistration
{
    public static IServiceCollection AddReadiness(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ReadinessOptions>()
            .Bind(configuration.GetSection(ReadinessOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ReadinessOptions>, ReadinessOptionsValidator>()
            .AddSingleton<ContactPeople>()
            .AddSingleton<ContactRounds>()
            .AddSingleton<ContactAnswers>()
            .AddSingleton<ContactList>()
            .AddSingleton<IRound, ReadinessRound>();
    }
}
