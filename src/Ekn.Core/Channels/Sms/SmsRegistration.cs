using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms.Twilio;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Sms;

public static class SmsRegistration
{
    private const string ClientName = "sms";

    /// <summary>The host registers <see cref="PublicAddress"/> and <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<SmsOptions>, SmsOptionsRules>();
        services.AddOptions<SmsOptions>().Bind(configuration.GetSection(SmsOptions.Section)).ValidateOnStart();

        services
            .AddHttpClient(
                ClientName,
                static client =>
                {
                    client.Timeout = Timeout.InfiniteTimeSpan; // the gateway has the limit
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

        services.AddSingleton(static provider =>
        {
            var settings = provider.GetRequiredService<IOptions<SmsOptions>>().Value;
            return new SmsGateways(
                Gateway(provider, settings.FirstAccount, settings.Timeout),
                settings.Second.IsConfigured ? Gateway(provider, settings.SecondAccount, settings.Timeout) : null
            );
        });
        services.AddSingleton<TwilioInbound>();
        return services;
    }

    private static SmsRoute Gateway(IServiceProvider provider, SmsAccount account, TimeSpan limit) =>
        new(
            account.Name,
            account.AccountSid,
            new TwilioGateway(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName),
                account,
                new SmsLimit(limit, NetworkClock.Of(provider)),
                provider.GetRequiredService<PublicAddress>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<TwilioGateway>>()
            )
        );
}
