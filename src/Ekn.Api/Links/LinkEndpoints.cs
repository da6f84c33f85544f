namespace Ekn.Api.Links;

/// <summary>The one thing that a link in a message opens; see <see cref="LinkRoute"/>.</summary>
internal static class LinkEndpoints
{
    public static IServiceCollection AddLinkPages(this IServiceCollection services) =>
        services.AddSingleton<LinkRoute>();

    public static void MapLinks(this WebApplication app) => app.MapDynamicPageRoute<LinkRoute>(LinkRoute.Pattern);
}
