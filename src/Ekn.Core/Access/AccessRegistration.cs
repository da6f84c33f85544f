using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Access;

public static class AccessRegistration
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) =>
        services.AddSingleton<Identities>().AddSingleton<SignInDesk>().AddSingleton<Devices>();
}
