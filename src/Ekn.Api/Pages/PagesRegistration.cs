using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ekn.Api.Access;
using Ekn.Api.Pages.Coordinator;
using Ekn.Api.Pages.Shared;
using Ekn.Api.Pages.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Ekn.Api.Pages;

internal static class PagesRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services
            .AddRazorPages(pages => pages.Conventions.AddPageRoute("/Coordinator/Night", "/coordinator"))
            .AddMvcOptions(mvc => mvc.Filters.Add<OnlyKnownMethods>());
        services.AddDataProtection().SetApplicationName("ekn");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(
            provider => new ConfigureOptions<KeyManagementOptions>(keys =>
                keys.XmlRepository = provider.GetRequiredService<FormKeys>()
            )
        );
        services.AddSingleton<FormKeys>();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "ekn-form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.HeaderName = "X-Form-Token";
            // The headers of every answer are set in one place (SecurityHeaders).
            forms.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<WebEncoderOptions>(encoders =>
            encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All)
        );
        return services
            .AddSingleton<PageFactory>()
            .AddSingleton<Entry>()
            .AddSingleton<DecisionCards>()
            .AddSingleton<NightOperations>()
            .AddSingleton<PracticeMark>()
            .AddSingleton<RoomCrews>()
            .AddScoped<Reader>()
            .AddTransient(provider => provider.GetRequiredService<Reader>().Words);
    }
}
