using Microsoft.Extensions.Options;

namespace Ekn.Api.Access;

public sealed class ApiOptionsTests
{
    private const string Good = "0123456789abcdef01234567";

    [Fact]
    public void No_keys_are_fine() => Assert.True(Validate(new ApiOptions()).Succeeded);

    [Fact]
    public void A_key_of_24_letters_is_fine() => Assert.True(Validate(Of("kontoret", Good, "city")).Succeeded);

    [Theory]
    [InlineData("", Good, "city", "Ekn:Api:Keys:0:Name must be 1 to 40")]
    [InlineData("Anna Exempel", Good, "city", "Ekn:Api:Keys:0:Name must be 1 to 40")]
    [InlineData("a|b", Good, "city", "Ekn:Api:Keys:0:Name must be 1 to 40")]
    [InlineData("kontoret", "0123456789abcdef0123456", "city", "Ekn:Api:Keys:0:Key must be at least 24")]
    [InlineData("kontoret", "", "city", "Ekn:Api:Keys:0:Key must be at least 24")]
    [InlineData("kontoret", "0123456789abcdef 01234567", "city", "Ekn:Api:Keys:0:Key must be at least 24")]
    [InlineData("kontoret", Good, "", "Ekn:Api:Keys:0:Role must be one of coordinator, sitelead, city.")]
    [InlineData("kontoret", Good, "admin", "Ekn:Api:Keys:0:Role must be one of coordinator, sitelead, city.")]
    public void A_wrong_setting_is_named_with_what_to_change(string name, string key, string role, string sentence)
    {
        var failure = Assert.Single(Validate(Of(name, key, role)).Failures!);

        Assert.StartsWith(sentence, failure);
        Assert.True(key.Length == 0 || !failure.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_keys_may_share_neither_name_nor_key()
    {
        var options = Of("kontoret", Good, "city");
        options.Keys.Add(
            new ApiKey
            {
                Name = "kontoret",
                Key = Good,
                Role = "city",
            }
        );

        Assert.Equal(2, Validate(options).Failures!.Count());
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_with_its_sentence()
    {
        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            ApiBench.StartAsync(settings: settings => settings["Ekn:Api:Keys:0:Key"] = "short")
        );

        Assert.Contains("Ekn:Api:Keys:0:Key must be at least 24", stopped.Message);
    }

    private static ValidateOptionsResult Validate(ApiOptions options) =>
        new ApiOptionsValidator().Validate(null, options);

    private static ApiOptions Of(string name, string key, string role) =>
        new()
        {
            Keys =
            [
                new ApiKey
                {
                    Name = name,
                    Key = key,
                    Role = role,
                },
            ],
        };
}
