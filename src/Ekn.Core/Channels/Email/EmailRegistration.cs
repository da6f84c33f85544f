using Ekn.Core.Calendar;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

public static class EmailRegistration
{
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>()
            .AddOptions<EmailOptions>()
            .Bind(configuration.GetSection(EmailOptions.Section))
            .ValidateOnStart();
        return services.AddSingleton<IMailTransport>(provider => new SmtpTransport(
            provider.GetRequiredService<IOptions<EmailOptions>>(),
            NetworkClock.Of(provider)
        ));
    }
}
