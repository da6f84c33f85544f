namespace Ekn.Architecture.Tests.Script;

/// <summary>The last line is what people and build servers believe, so it must never be kinder than the results.</summary>
public sealed class EknTestCommandTests : IDisposable
{
    private const string Passed = """<UnitTestResult testId="1" testName="A_b" outcome="Passed" testListId="x" />""";
    private const string Failed = """
        <UnitTestResult testId="2" testName="Ice(text: &quot;&lt;a&gt; &amp; b&#xA;c&quot;)" outcome="Failed" testListId="x">
          <Output>
            <StdOut>outcome="Passed"</StdOut>
            <ErrorInfo><Message>Expected &lt;UnitTestResult testName="liar" outcome="Passed" /&gt;</Message></ErrorInfo>
          </Output>
        </UnitTestResult>
        """;
    private const string Skipped = """
        <UnitTestResult testId="3" testName="C_d" outcome="NotExecuted" testListId="x">
          <Output><ErrorInfo><Message>PostgreSQL is
        not installed.</Message></ErrorInfo></Output>
        </UnitTestResult>
        """;

    private readonly ScriptCopy script = new();

    public EknTestCommandTests()
    {
        script.Write(
            "Ekn.sln",
            """
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Ekn.Core", "src\Ekn.Core\Ekn.Core.csproj", "{1}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "One.Tests", "tests\One.Tests\One.Tests.csproj", "{2}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Library", "tests\Library\Library.csproj", "{3}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "Two.Tests", "tests\Two.Tests\Two.Tests.csproj", "{4}"
            EndProject
            """
        );
        script.Write("tests/One.Tests/bin/Release/net10.0/xunit.runner.visualstudio.testadapter.dll", "");
        script.Write("tests/Two.Tests/bin/Release/net10.0/xunit.runner.visualstudio.testadapter.dll", "");
        script.Write("tests/Library/bin/Release/net10.0/Library.dll", "");
    }

    public void Dispose() => script.Dispose();

    [Fact]
    public async Task All_passed_is_counted_over_all_projects()
    {
        Results(One(Passed + Passed), Two(Passed));

        var run = await script.RunAsync("test");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("3 passed, 0 failed\n", run.Output);
        Assert.Equal(2, script.Calls.Count(c => c.StartsWith("test ")));
    }

    [Fact]
    public async Task Failed_and_skipped_tests_are_named_before_the_last_line()
    {
        Results(One(Passed + Skipped), Two(Failed), code: 1);

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(
            """
            Skipped C_d: PostgreSQL is not installed.
            Failed Ice(text: "<a> & b c")
            1 passed, 1 failed, 1 skipped

            """,
            run.Output
        );
    }

    [Fact]
    public async Task A_project_without_a_result_file_is_a_failure()
    {
        Results(One(Passed), "");

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Two.Tests ended without a result file.\n1 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task A_filter_is_passed_on_and_may_leave_a_project_empty()
    {
        Results(One(Passed), "");

        var run = await script.RunAsync("test", "--filter", "Name~A b");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("1 passed, 0 failed\n", run.Output);
        Assert.All(script.Calls.Where(c => c.StartsWith("test ")), c => Assert.EndsWith("--filter Name~A b", c));
    }

    [Fact]
    public async Task A_filter_that_no_test_matches_is_a_failure()
    {
        Results("", "");

        var run = await script.RunAsync("test", "--filter", "Name~Nothing");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("0 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task Only_skipped_tests_are_a_failure()
    {
        Results(One(Skipped), Two(Skipped));

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("0 passed, 0 failed, 2 skipped\n", run.Output);
    }

    [Fact]
    public async Task A_project_that_crashed_after_some_tests_is_a_failure()
    {
        Results(One(Passed), Two(Passed), code: 1);

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Two.Tests crashed or was stopped before all its tests had run.", run.Output);
        Assert.EndsWith("\n2 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task A_run_that_was_aborted_is_a_failure_whatever_its_exit_code()
    {
        Results(One(Passed), Two(Passed, "Aborted"));

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Two.Tests crashed", run.Output);
    }

    [Fact]
    public async Task A_solution_that_does_not_build_says_why_and_counts_nothing()
    {
        script.Dotnet("exit 0", build: "echo 'error CS1002: ; expected'; exit 1");

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error CS1002", run.Output);
        Assert.EndsWith("The solution does not build.\n0 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task A_solution_without_test_projects_is_a_failure()
    {
        script.Write("Ekn.sln", "");

        var run = await script.RunAsync("test");

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("The solution has no test project.\n0 passed, 0 failed\n", run.Output);
    }

    [Fact]
    public async Task Results_of_an_earlier_run_do_not_count()
    {
        script.Write(".test-results/Old.Tests.trx", One(Passed));
        Results(One(Passed), Two(Passed));

        Assert.Equal("2 passed, 0 failed\n", (await script.RunAsync("test")).Output);
    }

    private static string One(string results, string outcome = "Completed") =>
        $"""
            <?xml version="1.0" encoding="utf-8"?>
            <TestRun>
            <Results>
            {results}
            </Results>
            <ResultSummary outcome="{outcome}"><Counters total="99" passed="99" failed="0" /></ResultSummary>
            </TestRun>
            """;

    private static string Two(string results, string outcome = "Completed") => One(results, outcome);

    /// <summary>What the two projects leave behind; an empty text leaves no file. The second ends with the code.</summary>
    private void Results(string one, string two, int code = 0)
    {
        script.Write("canned/One.Tests.trx", one);
        script.Write("canned/Two.Tests.trx", two);
        script.Dotnet(
            "exit 0",
            test: $$"""
            name="${2##*/}"; name="${name%.dll}"
            if [[ -s $EKN_HOME/canned/$name.trx ]]; then cat "$EKN_HOME/canned/$name.trx" >"$EKN_HOME/.test-results/$name.trx"; fi
            [[ $name != Two.Tests ]] || exit {{code}}
            """
        );
    }
}
