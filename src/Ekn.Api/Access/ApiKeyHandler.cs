using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Ekn.Api.Edge;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Access;

/// <summary>Knows callers by the key in "Authorization: Bearer KEY", and tells the others in a sentence what is missing.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    IOptions<ApiOptions> options
) : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, loggers, encoder)
{
    public const string SchemeName = "Key";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }
        return Task.FromResult(
            Find(header[Prefix.Length..].Trim()) is { } key
                ? AuthenticateResult.Success(new AuthenticationTicket(Caller(key), SchemeName))
                : AuthenticateResult.NoResult()
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems
            .Say(
                StatusCodes.Status401Unauthorized,
                Request.Headers.Authorization.Count == 0
                    ? "A key is missing: send it in the header 'Authorization: Bearer KEY'. Whoever runs the service hands out keys (setting Ekn:Api:Keys)."
                    : "The key is not known here: check the header 'Authorization: Bearer KEY', or ask whoever runs the service for a new key."
            )
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var allowed = string.Join(
            " or ",
            Context
                .GetEndpoint()
                ?.Metadata.GetOrderedMetadata<AuthorizationPolicy>()
                .SelectMany(policy => policy.Requirements)
                .OfType<RolesAuthorizationRequirement>()
                .SelectMany(requirement => requirement.AllowedRoles)
                .Distinct()
                ?? []
        );
        return Problems
            .Say(
                StatusCodes.Status403Forbidden,
                $"The key has the role {Context.User.FindFirstValue(ClaimTypes.Role)}, and this needs {allowed}: use another key."
            )
            .ExecuteAsync(Context);
    }

    // Every key is compared in full, so that the time taken tells nothing of any of them.
    private ApiKey? Find(string given)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        ApiKey? found = null;
        foreach (var key in options.Value.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(key.Key))))
            {
                found = key;
            }
        }
        return found;
    }

    private static ClaimsPrincipal Caller(ApiKey key) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, key.Name), new(ClaimTypes.Role, key.Role)], SchemeName));
}
