using System.Security.Claims;
using Ekn.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Access;

internal static class AccessRegistration
{
    private const string Either = "Either";

    /// <summary>Programs come with a key, people on a device; whatever does not say whom it is for is for nobody.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        services
            .AddAuthentication(Either)
            .AddPolicyScheme(
                Either,
                null,
                scheme =>
                    scheme.ForwardDefaultSelector = context =>
                        ApiGroup.Holds(context.Request.Path) ? ApiKeyHandler.SchemeName : DeviceHandler.SchemeName
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, DeviceHandler>(DeviceHandler.SchemeName, null);
        var policies = services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(_ => false).Build()
            );
        foreach (var role in Role.All)
        {
            policies.AddPolicy(role, policy => policy.RequireRole(Visitor.Allowed(role)));
        }
        return services
            .AddHttpContextAccessor()
            .AddScoped<Visitor>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, OnlyWhatExists>();
    }

    /// <summary>Only keys of these roles.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(new AuthorizationPolicyBuilder().RequireRole(roles).Build());

    /// <summary>The caller as the history of decisions names it.</summary>
    public static string Actor(this ClaimsPrincipal caller) => $"api:{caller.FindFirstValue(ClaimTypes.Name)}";
}
