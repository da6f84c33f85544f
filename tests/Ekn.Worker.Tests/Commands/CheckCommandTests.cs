using System.Text.Json.Nodes;

namespace Ekn.Worker.Commands;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task As_shipped_everything_that_is_missing_is_listed()
    {
        await using var home = TestHome.AsShipped();

        var run = await home.RunAsync("check");

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        var sentences = run.Error.TrimEnd().Split('\n');
        string[] settings =
        [
            "Ekn:Sms:AccountSid",
            "Ekn:Sms:AuthToken",
            "Ekn:Sms:From",
            "Ekn:Email:Host",
            "Ekn:Email:FromAddress",
            "Ekn:Web:PublicUrl",
            "Ekn:People:Coordinators",
        ];
        Assert.All(settings, setting => Assert.Single(sentences, sentence => sentence.Contains(setting)));
        Assert.Equal(settings.Length, sentences.Length);
        Assert.DoesNotContain("DataAnnotation", run.Error);
    }

    [Fact]
    public async Task Complete_settings_are_complete()
    {
        await using var home = await TestHome.CompleteAsync();

        Assert.Equal("The settings are complete.", (await home.RunAsync("check")).IsDone().Output.TrimEnd());
    }

    [Theory]
    [InlineData("Ekn:Sms:From", "EKN", "Ekn:Sms:From must be a number")]
    [InlineData("Ekn:Email:Port", 465, "Set Ekn:Email:Port to 587")]
    [InlineData("Ekn:Email:Port", "smtp", "'Ekn:Email:Port'")]
    [InlineData("Ekn:Web:PublicUrl", null, "Ekn:Web:PublicUrl is missing")]
    [InlineData("Ekn:Decision:DeadlineMinutes", 10, "Ekn:Decision:AskNextAfterMinutes")]
    [InlineData("Ekn:Schedule:CountReminder", "09:30", "Ekn:Schedule:CountReminder must come before")]
    [InlineData("Ekn:Dispatch:LeaseSeconds", 20, "LeaseSeconds")]
    [InlineData("Ekn:Database:Provider", "oracle", "Ekn:Database:Provider must be 'sqlite' or 'postgres'")]
    [InlineData("Ekn:Database:ConnectionString", "Data Source=:memory:", "names no file")]
    [InlineData("Ekn:Smhi:CountyId", 99, "Ekn:Smhi:CountyId")]
    [InlineData("Ekn:Clock:Speed", 0, "Ekn:Clock:Speed")]
    public async Task One_wrong_setting_is_one_sentence(string name, object? value, string sentence)
    {
        await using var home = await TestHome.CompleteAsync();
        home.Set(name, JsonValue.Create(value));

        (await home.RunAsync("check")).IsRefusedWith(sentence);
    }

    [Fact]
    public async Task Texts_that_lack_a_sentence_are_found()
    {
        await using var home = await TestHome.CompleteAsync();
        home.Write("config/texts/en/letters.json", "{}");

        (await home.RunAsync("check")).IsRefusedWith("config/texts/en lacks");
    }

    [Fact]
    public async Task The_worker_does_not_start_on_settings_that_are_not_complete()
    {
        await using var home = TestHome.AsShipped();

        var run = await home.RunAsync("run");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Ekn:Sms:From", run.Error);
        Assert.Empty(Directory.Exists(home.DataFolder) ? Directory.GetFiles(home.DataFolder) : []);
    }
}
