using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Volunteers;

public static class VolunteersRegistration
{
    public static IServiceCollection AddVolunteers(this IServiceCollection services) =>
        services
            .AddSingleton<VolunteerRegister>()
            .AddSingleton<StopList>()
            .AddSingleton<PreferencesDesk>()
            .AddSingleton<VolunteerEdit>()
            .AddSingleton<VolunteersImport>();
}
