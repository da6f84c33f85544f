using Microsoft.Extensions.Options;

namespace Ekn.Core.Weather.Smhi;

internal sealed class SmhiOptionsValidator : IValidateOptions<SmhiOptions>
{
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
