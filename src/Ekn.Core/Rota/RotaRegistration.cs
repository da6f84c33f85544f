using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Rota;

public static class RotaRegistration
{
    public static IServiceCollection AddRota(this IServiceCollection services) =>
        services
            .AddSingleton<RotaReader>()
            .AddSingleton<RotaRefusals>()
            .AddSingleton<PremisesEdit>()
            .AddSingleton<RotaEdit>()
            .AddSingleton<CalendarFeeds>()
            .AddSingleton<ChurchesImport>()
            .AddSingleton<RotaImport>();
}
