using Ekn.Core.Dispatch;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Tests.Dispatch;

public sealed class DispatchOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        var options = Bind([]);

        Assert.Equal((50, 120, 30), (options.BatchSize, options.LeaseSeconds, options.SendTimeoutSeconds));
        Assert.Equal((5, 4), (options.SmsPerSecond, options.SmsConcurrency));
        Assert.Equal((5, 2), (options.EmailPerSecond, options.EmailConcurrency));
        Assert.Equal(
            (15, 900, 60),
            (options.BackoffBaseSeconds, options.BackoffMaxSeconds, options.LookupDelaySeconds)
        );
        Assert.Equal(1, options.PollSeconds);
        Assert.Equal((15, 60), (options.SmsPerNumberPerDay, options.OtherChannelAfterMinutes));
        Assert.Equal((new TimeOnly(22, 0), new TimeOnly(7, 0)), (options.QuietFrom, options.QuietTo));
    }

    [Theory]
    [InlineData("LeaseSeconds", "59", "Ekn:Dispatch:LeaseSeconds must be at least twice")]
    [InlineData("BackoffMaxSeconds", "14", "Ekn:Dispatch:BackoffMaxSeconds must not be smaller")]
    [InlineData("BatchSize", "0", "BatchSize")]
    [InlineData("SmsPerSecond", "0", "SmsPerSecond")]
    [InlineData("SmsPerNumberPerDay", "-1", "SmsPerNumberPerDay")]
    [InlineData("OtherChannelAfterMinutes", "0", "OtherChannelAfterMinutes")]
    public void A_setting_that_could_lose_or_double_messages_stops_the_program(
        string name,
        string value,
        string sentence
    )
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => Bind(new() { [$"Ekn:Dispatch:{name}"] = value }));

        Assert.Contains(sentence, refusal.Message);
    }

    private static DispatchOptions Bind(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddDispatch(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<DispatchOptions>>().Value;
    }
}
