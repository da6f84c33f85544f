using Ekn.Core.Calendar;
using Ekn.Core.Weather;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Decisions;

public class DecisionOptionsTests
{
    [Fact]
    public void The_defaults_are_the_rule_as_it_is_worked_by()
    {
        var options = Bound();
        Assert.Equal(
            (-7.0m, false, 2.0m),
            (options.ThresholdCelsius, options.OpensAtThreshold, options.BorderlineDegrees)
        );
        Assert.Equal((WarningLevel.Orange, true), (options.WarningLevel, options.StrongCoolingOpens));
        Assert.Equal((12, 3), (options.MaxForecastAgeHours, options.MaxGapHours));
        Assert.Equal(NightWindow.Default, options.Window);
        Assert.Equal(Season.Default, options.ToSeason());
        Assert.Equal(NoAnswerPolicy.AsProposed, options.NoAnswerPolicy);
        Assert.Equal((30, 60, 15), (options.AskNextAfterMinutes, options.DeadlineMinutes, options.RetryUnknownMinutes));
    }

    [Fact]
    public void Settings_are_read_as_they_are_written()
    {
        var options = Bound(
            ("ThresholdCelsius", "-9.5"),
            ("WindowFrom", "19:30"),
            ("WarningLevel", "red"),
            ("NoAnswerPolicy", "AlwaysOpen"),
            ("SeasonFirst", "10-15")
        );
        Assert.Equal(-9.5m, options.ThresholdCelsius);
        Assert.Equal(new TimeOnly(19, 30), options.Window.From);
        Assert.Equal(WarningLevel.Red, options.WarningLevel);
        Assert.Equal(NoAnswerPolicy.AlwaysOpen, options.NoAnswerPolicy);
        Assert.Equal(new Season(10, 15, 3, 31), options.ToSeason());
    }

    [Theory]
    [InlineData(
        "ThresholdCelsius",
        "70",
        "Set Ekn:Decision:ThresholdCelsius to between -40 and 15 degrees, such as -7.0."
    )]
    [InlineData(
        "BorderlineDegrees",
        "-2",
        "Set Ekn:Decision:BorderlineDegrees to between 0 and 20 degrees above the threshold."
    )]
    [InlineData("WarningLevel", "Message", "Set Ekn:Decision:WarningLevel to Yellow, Orange or Red.")]
    [InlineData("WarningLevel", "Unrecognised", "Set Ekn:Decision:WarningLevel to Yellow, Orange or Red.")]
    [InlineData("NoAnswerPolicy", "7", "Set Ekn:Decision:NoAnswerPolicy to AsProposed, AlwaysOpen or Hold.")]
    [InlineData(
        "WindowFrom",
        "06:00",
        "Set Ekn:Decision:WindowFrom to a time from 12:00 on: it is the evening that the night begins."
    )]
    [InlineData("WindowTo", "18:00", "Set Ekn:Decision:WindowTo to a time until 12:00: it is the morning after.")]
    [InlineData("SeasonFirst", "1 November", "Write Ekn:Decision:SeasonFirst as month and day, such as 11-01.")]
    [InlineData("SeasonLast", "02-30", "Write Ekn:Decision:SeasonLast as month and day, such as 03-31.")]
    [InlineData(
        "AskNextAfterMinutes",
        "60",
        "Set Ekn:Decision:AskNextAfterMinutes below Ekn:Decision:DeadlineMinutes, or the next person is never asked."
    )]
    [InlineData("MaxForecastAgeHours", "0", "Set Ekn:Decision:MaxForecastAgeHours to between 1 and 48 hours.")]
    [InlineData("MaxGapHours", "24", "Set Ekn:Decision:MaxGapHours to between 1 and 12 hours.")]
    [InlineData("DeadlineMinutes", "0", "Set Ekn:Decision:DeadlineMinutes to between 1 and 720 minutes.")]
    [InlineData("RetryUnknownMinutes", "0", "Set Ekn:Decision:RetryUnknownMinutes to between 1 and 240 minutes.")]
    public void A_wrong_setting_is_refused_with_what_to_change(string key, string value, string sentence)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Bound((key, value)));
        Assert.Contains(refusal.Failures, failure => failure.Contains(sentence));
    }

    private static DecisionOptions Bound(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create($"Ekn:Decision:{setting.Key}", (string?)setting.Value))
            )
            .Build();
        using var provider = new ServiceCollection().AddOpeningRule(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<DecisionOptions>>().Value;
    }
}
