namespace Ekn.Architecture.Tests.Script;

public sealed class EknScriptTests : IDisposable
{
    private readonly ScriptCopy script = new();

    public void Dispose() => script.Dispose();

    [Theory]
    [InlineData("decide")]
    [InlineData("up")]
    [InlineData("demo")]
    [InlineData("test")]
    public async Task Without_the_SDK_one_sentence_says_what_is_missing(string command)
    {
        using var bare = new ScriptCopy(withDotnet: false);

        var run = await bare.RunAsync(command);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        var sentence = Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Contains(".NET SDK 10.0.100 or later is missing", sentence);
    }

    [Fact]
    public async Task Help_needs_no_SDK()
    {
        using var bare = new ScriptCopy(withDotnet: false);

        var run = await bare.RunAsync("help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("./ekn demo", run.Output);
    }

    [Fact]
    public async Task A_command_goes_to_the_worker_word_by_word_from_any_folder_and_through_a_link()
    {
        script.Dotnet("""printf '%s|' "${@:2}"; echo "$EKN_HOME"; exit 7""");
        var link = Path.Combine(script.Home, "path", "link-to-ekn");
        File.CreateSymbolicLink(link, Path.Combine(script.Home, "ekn"));

        var run = await script.RunAsync(link, ["report", "--out", "two words.csv"]);

        Assert.Equal(7, run.ExitCode);
        Assert.Equal($"report|--out|two words.csv|{script.Home}\n", run.Output);
    }

    [Fact]
    public async Task A_build_leaves_standard_output_to_the_command()
    {
        script.Dotnet("""echo '{}'""");

        var run = await script.RunAsync("decide", "--json");

        Assert.Equal("{}\n", run.Output);
        Assert.Equal("", run.Error);
        Assert.Single(script.Builds);
    }

    [Fact]
    public async Task A_failed_build_shows_why_and_runs_nothing()
    {
        script.Dotnet("echo ran", build: "exit 1");

        var run = await script.RunAsync("decide");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("noise of the build", run.Error);
        Assert.Contains("more noise", run.Error);
    }

    [Fact]
    public async Task It_builds_again_only_when_a_source_has_changed_come_or_gone()
    {
        await script.RunAsync("decide");
        await script.RunAsync("decide");
        Assert.Single(script.Builds);

        script.Write("src/Ekn.Core/New.cs", "class New;");
        await script.RunAsync("decide");
        Assert.Equal(2, script.Builds.Count());

        script.Write("src/Ekn.Core/New.cs", "class Newer;");
        await script.RunAsync("decide");
        Assert.Equal(3, script.Builds.Count());

        File.Delete(Path.Combine(script.Home, "src/Ekn.Core/New.cs"));
        await script.RunAsync("decide");
        Assert.Equal(4, script.Builds.Count());

        script.Write("src/Ekn.Core/obj/made.cs", "class Made;");
        await script.RunAsync("decide");
        Assert.Equal(4, script.Builds.Count());
    }

    [Fact]
    public async Task A_failed_build_is_tried_again()
    {
        script.Dotnet("exit 0", build: "exit 1");
        await script.RunAsync("decide");
        await script.RunAsync("decide");

        Assert.Equal(2, script.Builds.Count());
    }

    [Fact]
    public async Task Two_at_once_build_once()
    {
        script.Dotnet("echo ran", build: "sleep 0.3");

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => script.RunAsync("decide")));

        Assert.All(runs, run => Assert.Equal("ran\n", run.Output));
        Assert.Single(script.Builds);
    }
}
