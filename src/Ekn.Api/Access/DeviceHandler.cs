using System.Security.Claims;
using System.Text.Encodings.Web;
using Ekn.Api.Edge;
using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Access;

/// <summary>Knows people by the device that they signed in on, and shows the others where to sign in.</summary>
internal sealed class DeviceHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> scheme,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    Database database,
    Devices devices,
    Identities identities
) : AuthenticationHandler<AuthenticationSchemeOptions>(scheme, loggers, encoder)
{
    public const string SchemeName = "Device";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // The page that tells of a failure is for everybody, and what failed may be the database.
        if (DeviceCookie.Read(Request) is not { } secret || Failures.IsTelling(Context))
        {
            return AuthenticateResult.NoResult();
        }
        await using var session = await database.OpenAsync(Context.RequestAborted);
        if (await devices.FindAsync(session, secret, Context.RequestAborted) is not { } device)
        {
            return AuthenticateResult.NoResult();
        }
        var identity = await identities.FindAsync(session, device.Address, Context.RequestAborted);
        if (identity.IsNobody)
        {
            return AuthenticateResult.NoResult();
        }
        if (devices.IsDue(device))
        {
            await database.WriteAsync(
                async writing =>
                {
                    await devices.SeenAsync(writing, device, Context.RequestAborted);
                    return true;
                },
                Context.RequestAborted
            );
            DeviceCookie.Write(Context, secret);
        }
        Context.Features.Set(new SignedIn(device, identity));
        return AuthenticateResult.Success(new AuthenticationTicket(Caller(device, identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var back = HttpMethods.IsGet(Request.Method)
            ? $"?next={Uri.EscapeDataString(Request.Path + Request.QueryString)}"
            : "";
        Response.Redirect($"{Request.PathBase}/sign-in{back}");
        return Task.CompletedTask;
    }

    // The id goes into the tokens that guard forms, so that one is worth nothing on another device.
    private static ClaimsPrincipal Caller(Device device, Identity identity) =>
        new(
            new ClaimsIdentity(
                [
                    new(ClaimTypes.NameIdentifier, $"{device.Id}"),
                    new(ClaimTypes.Name, identity.Key),
                    .. identity.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
                ],
                SchemeName
            )
        );
}
