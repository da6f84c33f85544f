using Microsoft.Extensions.Options;

namespace Ekn.Core.Weather.Smhi;

internal sealed class SmhiOptionsValidator : IValidateOptions<SmhiOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, SmhiOptions options)
    {
        List<string> faults = [.. Faults(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(SmhiOptions options)
    {
        if (!IsWebAddress(options.ForecastBaseUrl))
        {
            yield return "Set Ekn:Smhi:ForecastBaseUrl to an address that begins with https:// or http://.";
        }
        if (!IsWebAddress(options.WarningsBaseUrl))
        {
            yield return "Set Ekn:Smhi:WarningsBaseUrl to an address that begins with https:// or http://.";
        }
        if (options.Longitude is < -180 or > 180 || HasMoreThanSixDecimals(options.Longitude))
        {
            yield return "Set Ekn:Smhi:Longitude to degrees east with at most six decimals, such as 18.0686.";
        }
        if (options.Latitude is < -90 or > 90 || HasMoreThanSixDecimals(options.Latitude))
        {
            yield return "Set Ekn:Smhi:Latitude to degrees north with at most six decimals, such as 59.3293.";
        }
        if (options.AttemptTimeout < Shortest || options.AttemptTimeout > TimeSpan.FromMinutes(5))
        {
            yield return "Set Ekn:Smhi:AttemptTimeout to between 10 milliseconds and 5 minutes, such as 00:00:15.";
        }
        if (options.TotalTimeout < Shortest || options.TotalTimeout > TimeSpan.FromMinutes(30))
        {
            yield return "Set Ekn:Smhi:TotalTimeout to between 10 milliseconds and 30 minutes, such as 00:01:30.";
        }
        if (options.BackoffBase < TimeSpan.Zero || options.BackoffBase > TimeSpan.FromMinutes(5))
        {
            yield return "Set Ekn:Smhi:BackoffBase to at most 5 minutes, such as 00:00:02.";
        }
        if (options.LongestCache < TimeSpan.Zero || options.LongestCache > TimeSpan.FromHours(3))
        {
            yield return "Set Ekn:Smhi:LongestCache to at most 3 hours, such as 00:30:00.";
        }
        if (options.TotalTimeout < options.AttemptTimeout)
        {
            yield return "Set Ekn:Smhi:TotalTimeout to no less than Ekn:Smhi:AttemptTimeout.";
        }
    }

    private static bool IsWebAddress(Uri? address) =>
        address is { IsAbsoluteUri: true }
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    private static bool HasMoreThanSixDecimals(decimal value) => decimal.Round(value, 6) != value;
}
