using Ekn.Core.Weather.Smhi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Weather;

public class SmhiOptionsTests
{
    [Fact]
    public void The_defaults_ask_SMHI_about_Stockholm()
    {
        var options = Bound();
        Assert.Equal(
            "https://opendata-download-metfcst.smhi.se/api/category/snow1g/version/1/geotype/point/lon/18.0686/lat/59.3293/data.json",
            options.ForecastAddress.AbsoluteUri
        );
        Assert.Equal(
            "https://opendata-download-warnings.smhi.se/ibww/api/version/1/warning.json",
            options.WarningsAddress.AbsoluteUri
        );
        Assert.Equal(1, options.CountyId);
        Assert.Equal(
            (TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(90)),
            (options.AttemptTimeout, options.TotalTimeout)
        );
        Assert.Equal((4, TimeSpan.FromSeconds(2)), (options.MaxAttempts, options.BackoffBase));
        Assert.Equal((TimeSpan.FromMinutes(30), 8 * 1024 * 1024), (options.LongestCache, options.MaxBodyBytes));
        Assert.Equal(("Ekn/0.1.0", ""), (options.UserAgent, options.Contact));
    }

    [Theory]
    [InlineData("http://localhost:5000", "http://localhost:5000/ibww/api/version/1/warning.json")]
    [InlineData("http://localhost:5000/", "http://localhost:5000/ibww/api/version/1/warning.json")]
    [InlineData("http://localhost/smhi", "http://localhost/smhi/ibww/api/version/1/warning.json")]
    public void A_base_address_may_end_in_a_slash_and_have_a_path(string url, string address) =>
        Assert.Equal(address, Bound(("WarningsBaseUrl", url)).WarningsAddress.AbsoluteUri);

    [Fact]
    public void Degrees_have_no_more_digits_than_they_need() =>
        Assert.Contains(
            "/lon/18.068612/lat/59.3/",
            Bound(("Longitude", "18.068612"), ("Latitude", "59.3000000")).ForecastAddress.AbsoluteUri
        );

    [Theory]
    [InlineData(
        "ForecastBaseUrl",
        "opendata.smhi.se",
        "Set Ekn:Smhi:ForecastBaseUrl to an address that begins with https:// or http://."
    )]
    [InlineData(
        "ForecastBaseUrl",
        "ftp://smhi.se",
        "Set Ekn:Smhi:ForecastBaseUrl to an address that begins with https:// or http://."
    )]
    [InlineData(
        "WarningsBaseUrl",
        "/ibww",
        "Set Ekn:Smhi:WarningsBaseUrl to an address that begins with https:// or http://."
    )]
    [InlineData(
        "Longitude",
        "18.0686123",
        "Set Ekn:Smhi:Longitude to degrees east with at most six decimals, such as 18.0686."
    )]
    [InlineData(
        "Longitude",
        "181",
        "Set Ekn:Smhi:Longitude to degrees east with at most six decimals, such as 18.0686."
    )]
    [InlineData(
        "Latitude",
        "59.32931234",
        "Set Ekn:Smhi:Latitude to degrees north with at most six decimals, such as 59.3293."
    )]
    [InlineData(
        "CountyId",
        "0",
        "Set Ekn:Smhi:CountyId to SMHI's number of the county: 1 is Stockholm, the highest is 25."
    )]
    [InlineData(
        "UserAgent",
        "Ekn 0.1 beta",
        "Set Ekn:Smhi:UserAgent to a name and version without spaces, such as Ekn/0.1.0."
    )]
    [InlineData("UserAgent", "", "Set Ekn:Smhi:UserAgent to the name of the program, such as Ekn/0.1.0.")]
    [InlineData(
        "Contact",
        "call (us)",
        "Set Ekn:Smhi:Contact to a web or mail address without spaces, parentheses or other than ASCII."
    )]
    [InlineData(
        "AttemptTimeout",
        "00:00:00",
        "Set Ekn:Smhi:AttemptTimeout to between 10 milliseconds and 5 minutes, such as 00:00:15."
    )]
    [InlineData(
        "TotalTimeout",
        "01:00:00",
        "Set Ekn:Smhi:TotalTimeout to between 10 milliseconds and 30 minutes, such as 00:01:30."
    )]
    [InlineData("TotalTimeout", "00:00:05", "Set Ekn:Smhi:TotalTimeout to no less than Ekn:Smhi:AttemptTimeout.")]
    [InlineData("MaxAttempts", "0", "Set Ekn:Smhi:MaxAttempts to between 1 and 10.")]
    [InlineData("BackoffBase", "-00:00:01", "Set Ekn:Smhi:BackoffBase to at most 5 minutes, such as 00:00:02.")]
    [InlineData("LongestCache", "1.00:00:00", "Set Ekn:Smhi:LongestCache to at most 3 hours, such as 00:30:00.")]
    [InlineData("MaxBodyBytes", "10", "Set Ekn:Smhi:MaxBodyBytes to between 1024 and 67108864 bytes.")]
    public void A_wrong_setting_is_refused_with_what_to_change(string key, string value, string sentence)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Bound((key, value)));
        Assert.Contains(refusal.Failures, failure => failure.Contains(sentence));
    }

    private static SmhiOptions Bound(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create($"Ekn:Smhi:{setting.Key}", (string?)setting.Value))
            )
            .Build();
        using var provider = new ServiceCollection().AddWeather(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SmhiOptions>>().Value;
    }
}
