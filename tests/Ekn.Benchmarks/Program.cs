using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Ekn.Benchmarks;

/// <summary>
/// './ekn bench' runs all, './ekn bench --filter *Asking*' some. Read the Ratio: times differ from machine to machine, how
/// they grow does not.
/// </summary>
internal static class Program
{
    public static void Main(string[] args) =>
        BenchmarkSwitcher
            .FromAssembly(typeof(Program).Assembly)
            .Run(
                args.Length == 0 ? ["--filter", "*"] : args,
                ManualConfig
                    .CreateEmpty()
                    .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
                    .AddLogger(ConsoleLogger.Default)
                    .AddExporter(MarkdownExporter.Console)
                    .AddColumnProvider(DefaultColumnProviders.Instance)
                    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "ekn-benchmarks"))
            );
}
