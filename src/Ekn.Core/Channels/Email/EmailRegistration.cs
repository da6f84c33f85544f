using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

public static class EmailRegistration
{
    /// <summary>Mail over SMTP. Expects a <see cref="TimeProvider"/> among the services.</summary>
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>()
            .AddOptions<EmailOptions>()
            .Bind(configuration.GetSection(EmailOptions.Section))
            .ValidateOnStart();
        return services.AddSingleton<IMailTransport, SmtpTransport>();
    }
}
