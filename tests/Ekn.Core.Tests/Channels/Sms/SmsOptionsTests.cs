using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Sms;

public sealed class SmsOptionsTests
{
    private static readonly Dictionary<string, string?> Valid = new()
    {
        ["Ekn:Sms:AccountSid"] = "AC00000000000000000000000000000001",
        ["Ekn:Sms:AuthToken"] = "0123456789abcdef0123456789abcdef",
        ["Ekn:Sms:From"] = "+46701740699",
    };

    [Fact]
    public void Account_token_and_sender_are_all_that_must_be_set()
    {
        var options = Read();

        Assert.Equal("https://api.twilio.com", options.BaseUrl);
        Assert.Equal(TimeSpan.FromSeconds(20), options.Timeout);
        Assert.Null(options.CostOf(3));
        Assert.Equal("SEK", options.Currency);
    }

    [Fact]
    public void A_second_gateway_is_none_unless_it_is_set()
    {
        Assert.False(Read().Second.IsConfigured);
        Assert.True(
            Read(
                ("Second:BaseUrl", "https://sms.example.org"),
                ("Second:AccountSid", "AC2"),
                ("Second:AuthToken", "t"),
                ("Second:From", "+46701740698")
            ).Second.IsConfigured
        );
    }

    [Theory]
    [InlineData("AccountSid", "AC00000000000000000000000000000001", "Ekn:Sms:Second is the account of Ekn:Sms")]
    [InlineData("AccountSid", "", "Ekn:Sms:Second:AccountSid is missing")]
    [InlineData("AuthToken", "", "best as the environment variable Ekn__Sms__Second__AuthToken")]
    [InlineData("BaseUrl", "", "Ekn:Sms:Second:BaseUrl must be an https address")]
    [InlineData("BaseUrl", "http://sms.example.org", "Ekn:Sms:Second:BaseUrl must be an https address")]
    [InlineData("From", "EKN", "Ekn:Sms:Second:From must be a number")]
    [InlineData("PricePerSegment", "-1", "Ekn:Sms:Second:PricePerSegment must be 0 or more")]
    public void Half_a_second_gateway_stops_the_program(string name, string value, string sentence)
    {
        var settings = new Dictionary<string, string>
        {
            ["Second:BaseUrl"] = "https://sms.example.org",
            ["Second:AccountSid"] = "AC2",
            ["Second:AuthToken"] = "t",
            ["Second:From"] = "+46701740698",
            [$"Second:{name}"] = value,
        };

        var refusal = Assert.Throws<OptionsValidationException>(() =>
            Read([.. settings.Select(pair => (pair.Key, pair.Value))])
        );

        Assert.Contains(sentence, refusal.Message);
    }

    [Fact]
    public void A_price_is_per_segment()
    {
        var options = Read(("PricePerSegment", "0.55"), ("Currency", "EUR"));

        Assert.Equal(1.65m, options.CostOf(3));
        Assert.Equal("EUR", options.Currency);
    }

    [Theory]
    [InlineData(
        "AccountSid",
        "",
        "Ekn:Sms:AccountSid is missing: set it to the Account SID shown in Twilio's console (it begins with AC)."
    )]
    [InlineData(
        "AccountSid",
        "AC1/../x",
        "Ekn:Sms:AccountSid may hold only letters and digits: copy the Account SID from Twilio's console again."
    )]
    [InlineData(
        "AuthToken",
        "",
        "Ekn:Sms:AuthToken is missing: set it, best as the environment variable Ekn__Sms__AuthToken, to the Auth Token shown in Twilio's console."
    )]
    [InlineData(
        "AuthToken",
        "abc def",
        "Ekn:Sms:AuthToken holds a space or a line break: copy the Auth Token from Twilio's console again."
    )]
    [InlineData(
        "From",
        "",
        "Ekn:Sms:From is missing: set it to the number that people answer to, as +46 and the rest, or a short code."
    )]
    [InlineData(
        "From",
        "EKN",
        "Ekn:Sms:From must be a number as +46 and the rest without spaces, or a short code: people cannot answer to a name."
    )]
    [InlineData(
        "From",
        "070-1740699",
        "Ekn:Sms:From must be a number as +46 and the rest without spaces, or a short code: people cannot answer to a name."
    )]
    [InlineData(
        "BaseUrl",
        "http://api.twilio.com",
        "Ekn:Sms:BaseUrl must be an https address without a query (http only on this machine); leave it out for https://api.twilio.com."
    )]
    [InlineData(
        "BaseUrl",
        "api.twilio.com",
        "Ekn:Sms:BaseUrl must be an https address without a query (http only on this machine); leave it out for https://api.twilio.com."
    )]
    [InlineData("Timeout", "00:00:00", "Ekn:Sms:Timeout must be above zero and at most 00:02:00.")]
    [InlineData("Timeout", "01:00:00", "Ekn:Sms:Timeout must be above zero and at most 00:02:00.")]
    [InlineData("PricePerSegment", "-1", "Ekn:Sms:PricePerSegment must be 0 or more; leave it out to show no cost.")]
    [InlineData("Currency", "kr", "Ekn:Sms:Currency must be three capital letters, such as SEK.")]
    public void A_wrong_setting_is_met_with_what_to_change(string setting, string value, string sentence)
    {
        var e = Assert.Throws<OptionsValidationException>(() => Read((setting, value)));

        Assert.Equal([sentence], e.Failures);
    }

    [Theory]
    [InlineData("BaseUrl", "http://127.0.0.1:5099")]
    [InlineData("BaseUrl", "http://localhost:5099/")]
    [InlineData("From", "71700")]
    public void A_simulator_on_this_machine_and_a_short_code_are_fine(string setting, string value) =>
        Assert.NotNull(Read((setting, value)));

    [Fact]
    public void No_sentence_repeats_the_token()
    {
        var e = Assert.Throws<OptionsValidationException>(() =>
            Read(("AuthToken", "se cret"), ("From", "x"), ("AccountSid", "-"))
        );

        Assert.Equal(3, e.Failures.Count());
        Assert.DoesNotContain("cret", e.Message);
    }

    private static SmsOptions Read(params (string Setting, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Valid);
        foreach (var (setting, value) in changes)
        {
            settings[$"Ekn:Sms:{setting}"] = value;
        }
        using var provider = new ServiceCollection()
            .AddSms(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<SmsOptions>>().Value;
    }
}
