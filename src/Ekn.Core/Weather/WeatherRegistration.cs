using System.Net;
using System.Net.Http.Headers;
using Ekn.Core.Calendar;
using Ekn.Core.Weather.Smhi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Weather;

public static class WeatherRegistration
{
    /// <summary>
    /// SMHI's two clients and their settings. Needs a TimeProvider and logging to be registered. Time limits and waits
    /// run on the <see cref="NetworkClock"/>.
    /// </summary>
    public static IServiceCollection AddWeather(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<SmhiOptions>()
            .Bind(configuration.GetSection(SmhiOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmhiOptions>, SmhiOptionsValidator>();

        services.AddSingleton<SmhiCache>();
        services.AddSingleton<SmhiDownload>();
        services.AddSingleton(provider => new SmhiPipeline(
            provider.GetRequiredService<IOptions<SmhiOptions>>(),
            NetworkClock.Of(provider),
            provider.GetRequiredService<ILogger<SmhiPipeline>>()
        ));

        services
            .AddHttpClient(nameof(SmhiForecastClient))
            .AddTypedClient(
                (http, provider) =>
                    new SmhiForecastClient(
                        http,
                        provider.GetRequiredService<SmhiDownload>(),
                        provider.GetRequiredService<IOptions<SmhiOptions>>()
                    )
            )
            .Politely();
        services
            .AddHttpClient(nameof(SmhiWarningsClient))
            .AddTypedClient(
                (http, provider) =>
                    new SmhiWarningsClient(
                        http,
                        provider.GetRequiredService<SmhiDownload>(),
                        provider.GetRequiredService<IOptions<SmhiOptions>>()
                    )
            )
            .Politely();
        return services;
    }

    private static void Politely(this IHttpClientBuilder builder) =>
        builder
            .ConfigureHttpClient(
                (provider, http) =>
                {
                    var options = provider.GetRequiredService<IOptions<SmhiOptions>>().Value;
                    http.Timeout = Timeout.InfiniteTimeSpan; // the pipeline has the limits
                    http.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
                    if (options.Contact.Length > 0)
                    {
                        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue($"(+{options.Contact})"));
                    }
                    http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
                }
            )
            .ConfigurePrimaryHttpMessageHandler(provider =>
            {
                var timeForEach = provider.GetRequiredService<IOptions<SmhiOptions>>().Value.AttemptTimeout / 3;
                var clock = NetworkClock.Of(provider);
                return new SocketsHttpHandler
                {
                    AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
                    ConnectCallback = async (context, cancellationToken) =>
                        await SmhiConnection.ConnectAsync(
                            await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken),
                            context.DnsEndPoint.Port,
                            timeForEach,
                            clock,
                            cancellationToken
                        ),
                };
            });
}
