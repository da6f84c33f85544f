using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Calendar;

public static class CalendarRegistration
{
    /// <summary>The clock of the settings and that of the network, unless the host has registered its own before.</summary>
    public static IServiceCollection AddCalendar(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ClockOptions>()
            .Bind(configuration.GetSection(ClockOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider => Clock(provider.GetRequiredService<IOptions<ClockOptions>>().Value));
        services.TryAddKeyedSingleton(NetworkClock.Key, TimeProvider.System);
        services.AddSingleton(provider => new LocalTime(
            provider.GetRequiredService<TimeProvider>(),
            TimeZoneInfo.FindSystemTimeZoneById(provider.GetRequiredService<IOptions<ClockOptions>>().Value.Zone)
        ));
        return services;
    }

    private static TimeProvider Clock(ClockOptions options)
    {
        var machine = TimeProvider.System;
        if (options.Start is not { } start)
        {
            return machine;
        }
        var passed = options.RealStart is { } realStart ? machine.GetUtcNow() - realStart : TimeSpan.Zero;
        return new RunningClock(machine, start + (passed * options.Speed), options.Speed);
    }
}
