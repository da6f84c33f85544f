using System.Net;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Edge;

/// <summary>Section Ekn:Web, beside what every part of the service knows of it.</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// Addresses or networks (10.0.0.5, 10.0.0.0/24) of the proxies in front. Only they are believed when they say whom a
    /// request comes from; by default nobody is.
    /// </summary>
    public IList<string> Proxies { get; set; } = [];

    internal sealed class Validator : IValidateOptions<ProxyOptions>
    {
        public ValidateOptionsResult Validate(string? name, ProxyOptions options)
        {
            for (var i = 0; i < options.Proxies.Count; i++)
            {
                if (!IPAddress.TryParse(options.Proxies[i], out _) && !IPNetwork.TryParse(options.Proxies[i], out _))
                {
                    return ValidateOptionsResult.Fail(
                        $"Ekn:Web:Proxies:{i} must be an address as 10.0.0.5 or a network as 10.0.0.0/24."
                    );
                }
            }
            return ValidateOptionsResult.Success;
        }
    }
}
