namespace Ekn.Worker.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("fly", "'fly' is no command or option of ./ekn. See ./ekn --help.")]
    [InlineData("decide --loud", "'--loud' is no command or option of ./ekn decide.")]
    [InlineData("import horses x.csv", "'horses' is no command or option of ./ekn import.")]
    [InlineData("", "See ./ekn --help.")]
    [InlineData("decision", "See ./ekn decision --help.")]
    [InlineData("import volunteers", "See ./ekn import volunteers --help.")]
    [InlineData("report --from 2026-01-01", "'--to'")]
    [InlineData("decide --night", "'--night'")]
    [InlineData("decide --night 2026-02-30", "--night is '2026-02-30'; it must be the date of the night's evening")]
    [InlineData("decide --night 1/12/2026", "written as 2026-12-01")]
    [InlineData("decide --night 9999-12-31", "written as 2026-12-01")]
    [InlineData("rota --from tomorrow", "--from is 'tomorrow'; it must be a date written as 2026-12-01.")]
    [InlineData("rota --from 2026-12-02 --to 2026-12-01", "--from is later than --to")]
    [InlineData("decision open --night 2026-12-01", "'--by'")]
    [InlineData("decision confirm --by c1", "'--night'")]
    public async Task Wrong_words_are_refused_in_one_sentence(string words, string sentence)
    {
        await using var home = TestHome.AsShipped();

        var run = await home.RunAsync(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.IsRefusedWith(sentence);
        Assert.False(Directory.Exists(home.DataFolder));
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        await using var home = TestHome.AsShipped();

        var run = (await home.RunAsync("--help")).IsDone();

        string[] commands =
        [
            "run",
            "check",
            "doctor",
            "status",
            "decide",
            "decision",
            "interpret",
            "import",
            "rota",
            "report",
            "migrate",
        ];
        Assert.All(commands, command => Assert.Contains($"\n  {command} ", run.Output));
        Assert.Contains("./ekn", run.Output);
        Assert.DoesNotContain("backtest", run.Output);
    }

    [Theory]
    [InlineData("decide --help", "--forecast")]
    [InlineData("import nights --help", "turnedAway")]
    [InlineData("decision open --help", "--reason")]
    public async Task Every_command_explains_itself(string words, string part)
    {
        await using var home = TestHome.AsShipped();

        Assert.Contains(part, (await home.RunAsync(words.Split(' '))).IsDone().Output);
    }

    [Fact]
    public async Task Settings_that_are_not_there_are_named()
    {
        await using var home = TestHome.AsShipped();
        File.Delete(home.File("config/ekn.json"));

        (await home.RunAsync("migrate")).IsRefusedWith(Path.Combine(home.Path, "config", "ekn.json"));
    }

    [Fact]
    public async Task Settings_that_are_no_json_are_named()
    {
        await using var home = TestHome.AsShipped();
        home.Write("config/ekn.json", "{ \"Ekn\": ");

        (await home.RunAsync("rota")).IsRefusedWith(Path.Combine(home.Path, "config", "ekn.json"));
    }

    [Fact]
    public async Task A_setting_of_the_wrong_kind_is_named_and_not_a_crash()
    {
        await using var home = TestHome.AsShipped();
        home.Set("Ekn:Decision:ThresholdCelsius", "cold");

        (await home.RunAsync("decide")).IsRefusedWith("Ekn:Decision:ThresholdCelsius");
    }

    [Fact]
    public async Task A_database_that_is_not_there_fails_in_one_sentence()
    {
        await using var home = TestHome.AsShipped();
        home.Set("Ekn:Database:Provider", "postgres");
        home.Set("Ekn:Database:ConnectionString", "Host=/nowhere;Username=ekn;Password=hidden-word;Database=ekn");

        var run = await home.RunAsync("status");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("The database cannot be used:", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("hidden-word", run.Error);
    }
}
