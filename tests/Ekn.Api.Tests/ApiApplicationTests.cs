using Ekn.Core;
using Ekn.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Ekn.Api;

public sealed class ApiApplicationTests
{
    [Fact]
    public async Task Missing_settings_end_the_program_with_2_and_a_sentence_for_each()
    {
        var (code, logged) = await RunAsync([]);

        Assert.Equal(2, code);
        Assert.Contains(
            "Ekn:Web:PublicUrl is missing; write the address that people reach, as https://ekn.example.org.",
            logged
        );
        Assert.Contains(logged, line => line.StartsWith("Ekn:Sms:AccountSid is missing", StringComparison.Ordinal));
        Assert.Contains(logged, line => line.StartsWith("Set Ekn:Email:Host", StringComparison.Ordinal));
        Assert.DoesNotContain(logged, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_ends_the_program_with_2_and_its_name()
    {
        var (code, logged) = await RunAsync(new() { ["Ekn:Sms:Timeout"] = "soon" });

        Assert.Equal(2, code);
        Assert.Contains(logged, line => line.Contains("Ekn:Sms:Timeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_ends_the_program_with_1()
    {
        var (code, logged) = await RunAsync(
            new()
            {
                ["Ekn:Web:PublicUrl"] = Cast.PublicUrl,
                ["Ekn:Web:Urls"] = "http://127.0.0.1:0",
                ["Ekn:Sms:AccountSid"] = "AC1",
                ["Ekn:Sms:AuthToken"] = Cast.AuthToken,
                ["Ekn:Sms:From"] = "+46701740699",
                ["Ekn:Email:Host"] = "127.0.0.1",
                ["Ekn:Email:FromAddress"] = "natt@example.org",
                ["Ekn:Database:Provider"] = "postgres",
                ["Ekn:Database:ConnectionString"] = "Host=127.0.0.1;Port=9;Username=ekn;Password=hemligt;Timeout=2",
            }
        );

        Assert.Equal(1, code);
        Assert.Single(logged, line => line.StartsWith("The web could not start", StringComparison.Ordinal));
        Assert.DoesNotContain(logged, line => line.Contains("hemligt", StringComparison.Ordinal));
    }

    private static async Task<(int Code, IReadOnlyCollection<string> Logged)> RunAsync(
        Dictionary<string, string?> settings
    )
    {
        using var log = new KeptLog();
        await using var app = ApiApplication.Create(
            [],
            new HomeFolder(Repository.Root),
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(settings);
                builder.Logging.ClearProviders().AddProvider(log);
            }
        );
        return (await app.RunOrSayWhyNotAsync(), [.. log.Lines.Select(line => line[(line.IndexOf(' ') + 1)..].Trim())]);
    }
}
