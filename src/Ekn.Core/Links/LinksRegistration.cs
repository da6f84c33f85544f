using Ekn.Core.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Links;

public static class LinksRegistration
{
    public static IServiceCollection AddLinks(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<WebOptions>()
            .Bind(configuration.GetSection(WebOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton(provider => new PublicAddress(
                provider.GetRequiredService<IOptions<WebOptions>>().Value.PublicUrl!
            ))
            .AddSingleton<LinkDesk>();
    }
}
