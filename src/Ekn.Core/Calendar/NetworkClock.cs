using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Core.Calendar;

/// <summary>
/// The clock that time limits and waits of network calls are measured by. It is the machine's own unless another is
/// registered under the key: a socket is no faster when the service's clock runs fast in a rehearsal.
/// </summary>
public static class NetworkClock
{
    public const string Key = "network";

    public static TimeProvider Of(IServiceProvider provider) =>
        provider.GetKeyedService<TimeProvider>(Key) ?? TimeProvider.System;
}
