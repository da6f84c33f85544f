using Ekn.Api.Pages;
using Ekn.Core.Storage;

namespace Ekn.Api.Tonight;

internal static class TonightEndpoints
{
    public static IServiceCollection AddTonight(this IServiceCollection services) =>
        services.AddSingleton<TonightPage>();

    public static void MapTonight(this WebApplication app) =>
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], ShowAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        HttpResponse response,
        Database database,
        TonightPage tonight,
        CancellationToken cancellationToken
    )
    {
        await using var session = await database.OpenAsync(cancellationToken);
        var view = await tonight.ReadAsync(session, cancellationToken);
        response.Headers.CacheControl = "public, max-age=60";
        return PageFactory.Page<TonightTemplate>(view);
    }
}
