using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.WebEncoders;

namespace Ekn.Api.Pages;

internal static class PagesRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // Nothing here is encrypted for later, so no keys are kept on the disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Configure<WebEncoderOptions>(encoders =>
            encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        return services.AddSingleton<PageFactory>().AddSingleton<ErrorPage>();
    }
}
