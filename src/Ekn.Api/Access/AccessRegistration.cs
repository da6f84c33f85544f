using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Access;

internal static class AccessRegistration
{
    /// <summary>Keys, and the rule that whatever does not say otherwise needs one.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        services
            .AddAuthentication(ApiKeyHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services.AddSingleton<IAuthorizationMiddlewareResultHandler, OnlyWhatExists>();
    }

    /// <summary>Only keys of these roles.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder().RequireRole(roles).Build());

    /// <summary>The caller as the history of decisions names it.</summary>
    public static string Actor(this ClaimsPrincipal caller) => $"api:{caller.FindFirstValue(ClaimTypes.Name)}";
}
