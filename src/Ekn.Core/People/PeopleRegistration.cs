using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.People;

public static class PeopleRegistration
{
    public static IServiceCollection AddPeople(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PeopleOptions>().Bind(configuration.GetSection(PeopleOptions.Section)).ValidateOnStart();
        services
            .AddOptions<ContactsOptions>()
            .Bind(configuration.GetSection(ContactsOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<PeopleOptions>, PeopleOptionsValidator>()
            .AddSingleton<IValidateOptions<ContactsOptions>, ContactsOptionsValidator>()
            .AddSingleton<PeopleDirectory>();
    }
}
