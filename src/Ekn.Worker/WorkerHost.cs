using Ekn.Core.Storage;
using Ekn.Worker.Loops;
using Ekn.Worker.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Ekn.Worker;

/// <summary>The worker as a program that stays: what runs in it, how it speaks, how it stops.</summary>
internal static class WorkerHost
{
    // Longer than one send may take, so that a message under way gets its answer recorded.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(60);

    /// <param name="database">With its schema up to date.</param>
    /// <param name="settings">Adds where settings come from.</param>
    /// <param name="service">Adds the service itself.</param>
    public static IHost Build(
        Database database,
        Action<IConfigurationBuilder> settings,
        Action<IServiceCollection, IConfiguration> service
    )
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        settings(builder.Configuration);
        builder.Logging.AddToStandardError(builder.Configuration);
        service(builder.Services, builder.Configuration);
        builder.Services.AddScheduling(database);
        builder.Services.AddHostedService<DispatcherLoop>();
        builder.Services.AddHostedService<InboxLoop>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeToStop);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        return builder.Build();
    }

    /// <summary>The section Logging of the settings chooses levels.</summary>
    private static void AddToStandardError(this ILoggingBuilder logging, IConfiguration configuration) =>
        logging
            .SetMinimumLevel(LogLevel.Information)
            .AddFilter("Quartz", LogLevel.Warning)
            // Addresses of requests are nobody's business.
            .AddFilter("System.Net.Http", LogLevel.Warning)
            .AddConfiguration(configuration.GetSection("Logging"))
            .AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>()
            .AddConsole(console =>
            {
                console.FormatterName = PlainLines.FormatterName;
                console.LogToStandardErrorThreshold = LogLevel.Trace;
            });
}
