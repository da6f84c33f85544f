using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Storage;

namespace Ekn.Api.Pages.SignIn;

/// <summary>Lets somebody in whose code or link was right.</summary>
public sealed class Entry(Devices devices)
{
    /// <returns>The secret of the device, for <see cref="Welcome"/> once the transaction has held.</returns>
    public Task<string> SignInAsync(
        Session session,
        string address,
        HttpContext context,
        CancellationToken cancellationToken
    ) =>
        devices.SignInAsync(
            session,
            address,
            DeviceLabel.Of(context.Request.Headers.UserAgent.ToString()),
            cancellationToken
        );

    public static void Welcome(HttpContext context, string secret)
    {
        PendingSignIn.Forget(context);
        DeviceCookie.Write(context, secret);
    }
}
