using Ekn.Core.Access;

namespace Ekn.Api.Pages.SignIn;

/// <summary>The id of a sign-in, kept by the browser that asked for it until the code is typed.</summary>
internal static class PendingSignIn
{
    private const string Cookie = "ekn-sign-in";

    public static void Keep(HttpContext context, string id) =>
        context.Response.Cookies.Append(Cookie, id, Options(context, SignInDesk.Life));

    public static string? Find(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: > 0 and <= 64 } id ? id : null;

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = life,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };
}
