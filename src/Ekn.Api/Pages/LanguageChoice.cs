using Microsoft.AspNetCore.Mvc;

namespace Ekn.Api.Pages;

/// <summary>Keeps which language a person chose at the foot of a page, on that browser.</summary>
internal static class LanguageChoice
{
    // A wish about a language is worth nothing to a forger: no token, and so no cookie for those who only read.
    public static void MapLanguageChoice(this WebApplication app) =>
        app.MapPost("/language", Choose).DisableAntiforgery().AllowAnonymous().ExcludeFromDescription();

    private static IResult Choose(HttpContext context, [FromForm] string? lang, [FromForm] string? back)
    {
        if (lang is not null && PageFactory.WholeLanguages.Contains(lang))
        {
            context.Response.Cookies.Append(
                Reader.Cookie,
                lang,
                new CookieOptions
                {
                    HttpOnly = true,
                    IsEssential = true,
                    MaxAge = TimeSpan.FromDays(400),
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                }
            );
        }
        return TypedResults.LocalRedirect(LocalPath.Of(back) ?? $"{context.Request.PathBase}/");
    }
}
