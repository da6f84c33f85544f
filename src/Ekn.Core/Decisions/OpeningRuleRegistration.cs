using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Decisions;

public static class OpeningRuleRegistration
{
    /// <summary>Needs LocalTime and the weather (AddWeather) to be registered.</summary>
    public static IServiceCollection AddOpeningRule(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<DecisionOptions>()
            .Bind(configuration.GetSection(DecisionOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DecisionOptions>, DecisionOptionsValidator>();
        services.AddSingleton<NightAssessor>();
        return services;
    }
}
