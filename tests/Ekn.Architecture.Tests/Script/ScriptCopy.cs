using System.Diagnostics;
using Ekn.Testing;

namespace Ekn.Architecture.Tests.Script;

/// <summary>
/// The script ekn in a small repository of its own, with a PATH on which dotnet is missing or a stand-in that writes down
/// what it is asked to do.
/// </summary>
internal sealed class ScriptCopy : IDisposable
{
    private static readonly string[] Tools =
    [
        "awk",
        "basename",
        "bash",
        "cat",
        "cksum",
        "date",
        "dirname",
        "env",
        "find",
        "flock",
        "grep",
        "head",
        "ln",
        "mkdir",
        "nproc",
        "printf",
        "readlink",
        "rm",
        "sed",
        "sleep",
        "sort",
        "tail",
        "timeout",
        "touch",
        "tr",
        "wc",
    ];

    public ScriptCopy(bool withDotnet = true)
    {
        Directory.CreateDirectory(Bin);
        foreach (var tool in Tools)
        {
            var found = new[] { "/usr/bin", "/bin" }.Select(f => Path.Combine(f, tool)).FirstOrDefault(File.Exists);
            if (found is not null)
            {
                File.CreateSymbolicLink(Path.Combine(Bin, tool), found);
            }
        }
        File.Copy(Path.Combine(Repository.Root, "ekn"), Path.Combine(Home, "ekn"));
        Write("global.json", """{ "sdk": { "version": "10.0.100" } }""");
        Write("src/Ekn.Worker/Program.cs", "return 0;");
        Write("src/Ekn.Api/Program.cs", "return 0;");
        if (withDotnet)
        {
            Dotnet("exit 0");
        }
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("ekn-script-").FullName;

    /// <summary>One line for each call of dotnet, in order.</summary>
    public IReadOnlyList<string> Calls =>
        File.Exists(Path.Combine(Home, "calls")) ? File.ReadAllLines(Path.Combine(Home, "calls")) : [];

    public IEnumerable<string> Builds => Calls.Where(c => c.StartsWith("build "));

    private string Bin => Path.Combine(Home, "path");

    /// <summary>Puts a stand-in for dotnet on the PATH. Its builds succeed unless told otherwise.</summary>
    /// <param name="program">What a built program does, in bash; $1 is the dll.</param>
    /// <param name="build">What a build does after its noise, in bash.</param>
    /// <param name="test">What dotnet test does, in bash; $2 is the dll.</param>
    public void Dotnet(string program, string build = "exit 0", string test = "exit 0")
    {
        ExecutableFile.Write(
            Path.Combine(Bin, "dotnet"),
            $$"""
            #!/usr/bin/env bash
            echo "$*" >>"$EKN_HOME/calls"
            case "$1" in
              --version) echo 10.0.100 ;;
              build)
                echo "noise of the build"; echo "more noise" >&2
                for name in Worker Api; do
                  mkdir -p "$EKN_HOME/src/Ekn.$name/bin/Release/net10.0"
                  touch "$EKN_HOME/src/Ekn.$name/bin/Release/net10.0/Ekn.$name.dll"
                done
                {{build}} ;;
              test)
                {{test}} ;;
              *.dll)
                {{program}} ;;
            esac
            """
        );
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text.ReplaceLineEndings("\n"));
    }

    public Task<ScriptRun> RunAsync(params string[] arguments) => RunAsync(Path.Combine(Home, "ekn"), arguments);

    public async Task<ScriptRun> RunAsync(string script, string[] arguments)
    {
        using var process = Start(script, arguments);
        return await EndAsync(process);
    }

    public Process Start(string script, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/bash", [script, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Bin;
        start.Environment["HOME"] = Home;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    public static async Task<ScriptRun> EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new ScriptRun(process.ExitCode, await output, await error);
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
