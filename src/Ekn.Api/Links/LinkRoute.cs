using Ekn.Core.Links;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Mvc.Routing;

namespace Ekn.Api.Links;

/// <summary>
/// Which page a link in a message opens. GET and HEAD show and change nothing, because mail scanners open every link;
/// POST acts. The token is the secret: it takes the place of a sign-in, and of a token against forged forms.
/// </summary>
internal sealed class LinkRoute(Database database, LinkDesk desk) : DynamicRouteValueTransformer
{
    public const string Pattern = "/l/{token}";

    private const int LongestToken = 64;

    public override async ValueTask<RouteValueDictionary> TransformAsync(
        HttpContext httpContext,
        RouteValueDictionary values
    ) => new(values) { ["page"] = PageOf(await FindAsync(httpContext, values["token"] as string ?? "")) };

    private static string PageOf(Link? link) =>
        link?.Purpose switch
        {
            LinkPurpose.Decide => "/Links/Decide",
            LinkPurpose.Answer => "/Volunteers/ByLink",
            LinkPurpose.Unsubscribe => "/Volunteers/Unsubscribe",
            LinkPurpose.ChurchCall => "/Church/ByLink",
            LinkPurpose.Rooms => "/Links/Move",
            LinkPurpose.Count => "/SiteLead/ByLink",
            LinkPurpose.ContactTest => "/Readiness/ByLink",
            LinkPurpose.SignIn => "/SignIn/ByLink",
            _ => "/Links/Gone",
        };

    private async Task<Link?> FindAsync(HttpContext context, string token)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }
        await using var session = await database.OpenAsync(context.RequestAborted);
        return await desk.LookAsync(session, token, context.RequestAborted);
    }
}
