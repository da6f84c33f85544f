using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Dispatch;

public static class DispatchRegistration
{
    /// <summary>Needs a database, a clock with its zone, the alert log, a text message gateway and a mail transport beside it.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<DispatchOptions>()
            .Bind(configuration.GetSection(DispatchOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<QuietHours>()
            .AddSingleton<Outbox>()
            .AddSingleton<Spares>()
            .AddSingleton<Fallback>()
            .AddSingleton<Receipts>()
            .AddSingleton<ReceiptWatch>()
            .AddSingleton<Costs>()
            .AddSingleton<Doubts>()
            .AddSingleton<OutboxStatus>()
            .AddSingleton<Outlets>()
            .AddSingleton<Dispatcher>();
    }
}
