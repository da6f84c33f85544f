using Ekn.Core.Access;

namespace Ekn.Api.Access;

/// <summary>The cookie that holds a device's secret. Scripts cannot read it, other sites cannot post with it.</summary>
public static class DeviceCookie
{
    private const string Name = "ekn-device";

    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 and <= 64 } secret ? secret : null;

    public static void Write(HttpContext context, string secret) =>
        context.Response.Cookies.Append(Name, secret, Options(context, Devices.Life));

    public static void Remove(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = life,
            Path = context.Request.PathBase.HasValue ? context.Request.PathBase : "/",
            // Lax, not Strict: the link in a message is followed from elsewhere, and shall find the person signed in.
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };
}
