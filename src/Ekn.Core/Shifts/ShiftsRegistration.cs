using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Shifts;

public static class ShiftsRegistration
{
    public static IServiceCollection AddShifts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ShiftsOptions>().Bind(configuration.GetSection(ShiftsOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ShiftsOptions>, ShiftsOptionsValidator>()
            .AddSingleton<ShiftNeeds>()
            .AddSingleton<HiredStaff>()
            .AddSingleton<ShiftBook>()
            .AddSingleton<Bookings>()
            .AddSingleton<Attendance>();
    }
}
