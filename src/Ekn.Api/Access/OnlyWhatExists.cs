using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Ekn.Api.Access;

/// <summary>
/// Asks for a key where there is something to guard. That an address leads nowhere, or does not take a method, is told to
/// anybody: a person who mistypes sees a page, not a demand for a key.
/// </summary>
internal sealed class OnlyWhatExists : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler usual = new();

    public Task HandleAsync(
        RequestDelegate next,
        HttpContext context,
        AuthorizationPolicy policy,
        PolicyAuthorizationResult authorizeResult
    ) =>
        context.GetEndpoint() is RouteEndpoint
            ? usual.HandleAsync(next, context, policy, authorizeResult)
            : next(context);
}
