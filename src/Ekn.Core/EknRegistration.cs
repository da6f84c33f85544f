using Ekn.Core.Access;
using Ekn.Core.Alerts;
using Ekn.Core.Backups;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Email;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Jobs;
using Ekn.Core.Links;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Asking;
using Ekn.Core.People;
using Ekn.Core.Readiness;
using Ekn.Core.Reports;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;
using Ekn.Core.Weather;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core;

public static class EknRegistration
{
    /// <summary>The settings as shipped, config/ekn.json, below whatever the environment says (Ekn__Sms__From and so on).</summary>
    public static IConfigurationBuilder AddEknSettings(this IConfigurationBuilder configuration, HomeFolder home) =>
        configuration
            .AddJsonFile(Path.Combine(home.Path, "config", "ekn.json"), optional: false, reloadOnChange: false)
            .AddEnvironmentVariables();

    /// <summary>The whole service without a host.</summary>
    public static IServiceCollection AddEkn(
        this IServiceCollection services,
        IConfiguration configuration,
        HomeFolder home
    ) =>
        services
            .AddSingleton(home)
            .AddCalendar(configuration)
            .AddStorage(configuration)
            .AddSingleton(_ => MessageTexts.Load(home))
            .AddPeople(configuration)
            .AddSingleton<AddressBook>()
            .AddWeather(configuration)
            .AddOpeningRule(configuration)
            .AddRota()
            .AddVolunteers()
            .AddShifts(configuration)
            .AddNights()
            .AddAsking(configuration)
            .AddLinks(configuration)
            .AddSms(configuration)
            .AddEmail(configuration)
            .AddDispatch(configuration)
            .AddSingleton<LetterWriter>()
            .AddSignIn()
            .AddSingleton<IAlertListener, CoordinatorAlerts>()
            .AddSingleton<AlertLog>()
            .AddBackups(configuration)
            .AddReadiness(configuration)
            .AddReports()
            .AddJobs(configuration);
}
