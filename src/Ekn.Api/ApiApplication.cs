using Ekn.Api.Access;
using Ekn.Api.Edge;
using Ekn.Api.Evidence;
using Ekn.Api.Hooks;
using Ekn.Api.Links;
using Ekn.Api.Live;
using Ekn.Api.Nights;
using Ekn.Api.Pages;
using Ekn.Api.Pages.Church;
using Ekn.Api.Pages.SiteLead;
using Ekn.Api.Pages.Status;
using Ekn.Api.Pages.Volunteers;
using Ekn.Api.Reports;
using Ekn.Api.Status;
using Ekn.Api.Tonight;
using Ekn.Core;
using Ekn.Core.Links;

namespace Ekn.Api;

/// <summary>The web part, put together: what it is made of, and what a request passes on its way.</summary>
public static class ApiApplication
{
    /// <summary>The whole program, ready to start. Starting it checks the settings and brings the database up to date.</summary>
    /// <param name="adjust">Called before anything is registered: another clock, other settings, another place to listen.</param>
    public static WebApplication Create(string[] args, HomeFolder home, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ApplicationName = typeof(ApiApplication).Assembly.GetName().Name,
                ContentRootPath = home.Path,
            }
        );
        builder.Configuration.AddEknSettings(home);
        builder.AddQuietLogging();
        adjust?.Invoke(builder);
        builder.AddApi(home);

        var app = builder.Build();
        app.UseApi();
        return app;
    }

    /// <returns>The exit code: 0 after a stop, 1 when it failed, 2 when a setting is wrong; the reason is in the log.</returns>
    public static async Task<int> RunOrSayWhyNotAsync(this WebApplication app)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception)
        {
            // The edge of the program: a sentence instead of a crash.
            var wrong = WrongSettings.SentencesIn(exception);
            foreach (var sentence in wrong)
            {
                StartLog.WrongSetting(app.Logger, sentence);
            }
            if (wrong.Count > 0)
            {
                return 2;
            }
            var (error, reason) = (exception.GetType().Name, exception.Message);
            StartLog.NotStarted(app.Logger, error, reason);
            return 1;
        }
    }

    private static void AddApi(this WebApplicationBuilder builder, HomeFolder home)
    {
        builder.Host.UseDefaultServiceProvider(provider =>
        {
            provider.ValidateScopes = true;
            provider.ValidateOnBuild = true;
        });
        builder.Services.AddEkn(builder.Configuration, home).AddHostedService<MigrateFirst>();
        builder
            .Services.AddAccess(builder.Configuration)
            .AddEdge(builder.Configuration)
            .AddPages()
            .AddLive()
            .AddLinkPages()
            .AddTonight()
            .AddSingleton<StatusView.Maker>()
            .AddSingleton<ChurchReader>()
            .AddSingleton<VolunteerReader>()
            .AddSingleton<VolunteerForm>()
            .AddSingleton<ShiftActs>()
            .AddSingleton<CountingReader>()
            .AddSingleton<CountingActs>()
            .AddNightReading()
            .AddStatus()
            .AddApiDocument();
        builder.WebHost.ConfigureKestrel(RequestLimits.Apply);
        builder.WebHost.UseUrls(builder.Configuration[$"{WebOptions.Section}:{nameof(WebOptions.Urls)}"] ?? "");
    }

    private static void UseApi(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<PublicSide>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Failures>();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapSmsHooks();
        app.MapEmailHooks();
        app.MapTonightFeeds();
        app.MapCalendar();
        app.MapLinks();
        app.MapRazorPages();
        app.MapAssets();
        app.MapLive();
        app.MapLanguageChoice();
        app.MapHealth();
        app.MapApiDocument();

        var api = app.MapApiGroup();
        api.MapNights();
        api.MapDecision();
        api.MapGuests();
        api.MapReport();
        api.MapEvidence();
        api.MapStatus();
    }
}
