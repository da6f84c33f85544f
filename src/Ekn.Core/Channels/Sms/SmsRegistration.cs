using Ekn.Core.Channels.Sms.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Sms;

public static class SmsRegistration
{
    /// <summary>The host registers <see cref="PublicAddress"/> and <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<SmsOptions>, SmsOptionsRules>();
        services.AddOptions<SmsOptions>().Bind(configuration.GetSection(SmsOptions.Section)).ValidateOnStart();

        services
            .AddHttpClient<ISmsGateway, TwilioGateway>(
                static (provider, client) =>
                {
                    client.Timeout = provider.GetRequiredService<IOptions<SmsOptions>>().Value.Timeout;
                    client.MaxResponseContentBufferSize = TwilioGateway.LongestAnswer;
                    client.DefaultRequestHeaders.UserAgent.ParseAdd("Ekn/0.1");
                }
            )
            // A redirect would send the login, and perhaps the message, a second time.
            .ConfigurePrimaryHttpMessageHandler(static () =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            // The sending loop keeps its client as long as it lives; the pool above follows changes of address.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The stock loggers write addresses, and a look-up has the phone number in its own.
            .RemoveAllLoggers();

        services.AddSingleton<TwilioInbound>();
        return services;
    }
}
