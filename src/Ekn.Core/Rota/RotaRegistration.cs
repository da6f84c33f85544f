using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Rota;

public static class RotaRegistration
{
    public static IServiceCollection AddRota(this IServiceCollection services) =>
        services
            .AddSingleton<RotaReader>()
            .AddSingleton<RotaRefusals>()
            .AddSingleton<CalendarFeeds>()
            .AddSingleton<ChurchesImport>()
            .AddSingleton<RotaImport>();
}
