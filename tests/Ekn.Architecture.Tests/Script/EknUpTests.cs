using System.Diagnostics;
using System.Globalization;

namespace Ekn.Architecture.Tests.Script;

public sealed class EknUpTests : IDisposable
{
    /// <summary>
    /// Worker and web say the clock they were given, and live until they are told to stop. They can hear that before they
    /// say anything: whoever has read that they started may stop them.
    /// </summary>
    private const string Living = """
        if [[ $2 == check ]]; then exit 0; fi
        trap 'echo "${1##*/}" >>"$EKN_HOME/stopped"; exit 0' TERM
        echo "$EKN_HOME/${1##*/} $2 ${Ekn__Clock__RealStart:-none}" >>"$EKN_HOME/started"
        while true; do sleep 0.05; done
        """;

    private readonly ScriptCopy script = new();

    public void Dispose() => script.Dispose();

    [Fact]
    public async Task Missing_settings_start_nothing()
    {
        script.Dotnet("""echo "Set Ekn:Sms:AccountSid." >&2; [[ $2 == check ]] && exit 2; exit 0""");

        var run = await script.RunAsync("up");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Set Ekn:Sms:AccountSid.", run.Error);
        Assert.Single(script.Calls, c => c.Contains(".dll"));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Asked_to_stop_it_stops_both_and_is_content(string signal)
    {
        script.Dotnet(Living);
        using var up = Up();
        await LinesAsync("started", 2);
        await SignalAsync(up, signal);

        var run = await ScriptCopy.EndAsync(up);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["Ekn.Api.dll", "Ekn.Worker.dll"], (await LinesAsync("stopped", 2)).Order());
    }

    [Theory]
    [InlineData("Ekn.Worker", "Ekn.Api", 0)]
    [InlineData("Ekn.Worker", "Ekn.Api", 3)]
    [InlineData("Ekn.Api", "Ekn.Worker", 0)]
    public async Task When_one_ends_by_itself_the_other_is_stopped_and_that_is_a_failure(
        string ends,
        string other,
        int code
    )
    {
        script.Dotnet(
            $$"""
            if [[ $1 == */{{ends}}.dll && $2 != check ]]; then
              until grep -q '/{{other}}.dll ' "$EKN_HOME/started" 2>/dev/null; do sleep 0.05; done
              exit {{code}}
            fi

            """ + Living
        );
        using var up = Up();

        var run = await ScriptCopy.EndAsync(up);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ended by itself", run.Error);
        Assert.Equal([$"{other}.dll"], await LinesAsync("stopped", 1));
    }

    [Fact]
    public async Task A_simulated_clock_starts_at_the_same_instant_in_both()
    {
        script.Dotnet(Living);
        using var up = Up(("Ekn__Clock__Start", "2026-12-01T11:58:00+01:00"));
        var started = await LinesAsync("started", 2);
        await SignalAsync(up, "TERM");
        await ScriptCopy.EndAsync(up);

        var instants = started.Select(line => line.Split(' ')[^1]).ToHashSet();
        Assert.EndsWith("Z", Assert.Single(instants));
        Assert.True(DateTimeOffset.TryParse(instants.Single(), CultureInfo.InvariantCulture, out _));
    }

    [Fact]
    public async Task The_real_clock_is_left_alone()
    {
        script.Dotnet(Living);
        using var up = Up();
        var started = await LinesAsync("started", 2);
        await SignalAsync(up, "TERM");
        await ScriptCopy.EndAsync(up);

        Assert.All(started, line => Assert.EndsWith(" none", line));
    }

    private Process Up(params (string Name, string Value)[] environment) =>
        script.Start(Path.Combine(script.Home, "ekn"), ["up"], environment);

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("/bin/bash", ["-c", $"kill -{signal} {process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task<string[]> LinesAsync(string file, int count)
    {
        var path = Path.Combine(script.Home, file);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!File.Exists(path) || (await File.ReadAllLinesAsync(path, patience.Token)).Length < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
        return await File.ReadAllLinesAsync(path, patience.Token);
    }
}
