using Ekn.Api.Pages;
using Ekn.Core.Links;
using Ekn.Core.Storage;

namespace Ekn.Api.Links;

/// <summary>
/// The one thing that a link in a message opens. GET and HEAD show and change nothing, because mail scanners open every
/// link; POST acts. The token is the secret: it takes the place of a sign-in, and of a token against forged forms.
/// </summary>
internal static class LinkEndpoints
{
    public static IServiceCollection AddLinkPages(this IServiceCollection services) =>
        services.AddSingleton<LinkRoute>().AddSingleton<DecisionReading>().AddSingleton<DecidePage>();

    public static void MapLinks(this WebApplication app) => app.MapDynamicPageRoute<LinkRoute>(LinkRoute.Pattern);

    public static async Task<IResult> ShowAsync(
        string token,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var error = services.GetRequiredService<ErrorPage>();
        await using var session = await services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        return await FindAsync(session, services, token, cancellationToken) switch
        {
            { Purpose: LinkPurpose.Decide } link => await services
                .GetRequiredService<DecidePage>()
                .ShowAsync(session, link, cancellationToken),
            _ => error.LinkGone(),
        };
    }

    public static async Task<IResult> ActAsync(string token, HttpRequest request, CancellationToken cancellationToken)
    {
        var services = request.HttpContext.RequestServices;
        var form = await Forms.ReadAsync(request, cancellationToken);
        return await services
            .GetRequiredService<Database>()
            .InTransactionAsync(
                async session =>
                    await FindAsync(session, services, token, cancellationToken) switch
                    {
                        { Purpose: LinkPurpose.Decide } link => await services
                            .GetRequiredService<DecidePage>()
                            .ActAsync(session, link, token, form, cancellationToken),
                        _ => (IResult)services.GetRequiredService<ErrorPage>().LinkGone(),
                    },
                cancellationToken
            );
    }

    private static async Task<Link?> FindAsync(
        Session session,
        IServiceProvider services,
        string token,
        CancellationToken cancellationToken
    ) => await services.GetRequiredService<LinkDesk>().LookAsync(session, token, cancellationToken);
}
