using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

public static class JobsRegistration
{
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<ScheduleOptions>()
            .Bind(configuration.GetSection(ScheduleOptions.Section))
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>()
            .AddSingleton<IRound, NoonRound>()
            .AddSingleton<IRound, RereadRound>()
            .AddSingleton<IRound, ReminderRound>()
            .AddSingleton<IRound, CountReminderRound>()
            .AddSingleton<IRound, ClosingRound>()
            .AddSingleton<IRound, BackupRound>()
            .AddSingleton<IRound, HousekeepingRound>()
            .AddSingleton<FollowUp>()
            .AddSingleton<Rounds>();
    }
}
