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
    private const int LongestToken = 64;

    public static IServiceCollection AddLinkPages(this IServiceCollection services) =>
        services
            .AddSingleton<DecisionReading>()
            .AddSingleton<DecidePage>()
            .AddSingleton<AnswerPage>()
            .AddSingleton<UnsubscribePage>();

    public static void MapLinks(this WebApplication app)
    {
        var links = app.MapGroup("/l/{token}").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        links.AddEndpointFilter(
            (context, next) =>
            {
                context.HttpContext.Response.Headers["X-Robots-Tag"] = "noindex";
                return next(context);
            }
        );
        links.MapMethods("", [HttpMethods.Get, HttpMethods.Head], ShowAsync);
        links.MapPost("", ActAsync);
    }

    private static async Task<IResult> ShowAsync(
        string token,
        Database database,
        LinkDesk desk,
        DecidePage decide,
        AnswerPage answer,
        UnsubscribePage unsubscribe,
        ErrorPage error,
        CancellationToken cancellationToken
    )
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await FindAsync(session, desk, token, cancellationToken) switch
        {
            { Purpose: LinkPurpose.Decide } link => await decide.ShowAsync(session, link, cancellationToken),
            { Purpose: LinkPurpose.Answer } link => await answer.ShowAsync(session, link, cancellationToken),
            { Purpose: LinkPurpose.Unsubscribe } link => await unsubscribe.ShowAsync(session, link, cancellationToken),
            _ => error.LinkGone(),
        };
    }

    private static async Task<IResult> ActAsync(
        string token,
        HttpRequest request,
        Database database,
        LinkDesk desk,
        DecidePage decide,
        AnswerPage answer,
        UnsubscribePage unsubscribe,
        ErrorPage error,
        CancellationToken cancellationToken
    )
    {
        var form = await ReadAsync(request, cancellationToken);
        return await database.InTransactionAsync(
            async session =>
                await FindAsync(session, desk, token, cancellationToken) switch
                {
                    { Purpose: LinkPurpose.Decide } link => await decide.ActAsync(
                        session,
                        link,
                        token,
                        form,
                        cancellationToken
                    ),
                    { Purpose: LinkPurpose.Answer } link => await answer.ActAsync(
                        session,
                        link,
                        token,
                        form,
                        cancellationToken
                    ),
                    { Purpose: LinkPurpose.Unsubscribe } link => await unsubscribe.ActAsync(
                        session,
                        link,
                        cancellationToken
                    ),
                    _ => (IResult)error.LinkGone(),
                },
            cancellationToken
        );
    }

    private static async Task<Link?> FindAsync(
        Session session,
        LinkDesk desk,
        string token,
        CancellationToken cancellationToken
    ) => token.Length > LongestToken ? null : await desk.LookAsync(session, token, cancellationToken);

    /// <summary>Empty when there is no form or it cannot be read: then no button was pressed.</summary>
    private static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return FormCollection.Empty;
        }
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (InvalidDataException)
        {
            return FormCollection.Empty;
        }
    }
}
