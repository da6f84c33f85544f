using System.CommandLine;
using Ekn.Core.Reports;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>The report of a period.</summary>
internal sealed class ReportCommand : WorkerCommand
{
    private static readonly Dictionary<string, Func<PeriodReport, string, string>> Formats = new(StringComparer.Ordinal)
    {
        ["json"] = JsonReportWriter.Write,
        ["csv"] = CsvReportWriter.Write,
    };

    private readonly Option<DateOnly?> from = Inputs.Date("--from", "The first night.");
    private readonly Option<DateOnly?> to = Inputs.Date("--to", "The last night.");
    private readonly Option<string> format = new("--format")
    {
        HelpName = string.Join('|', Formats.Keys),
        Description = "json when left out.",
        DefaultValueFactory = _ => "json",
    };
    private readonly Option<string?> file = Inputs.Text(
        "--out",
        "file",
        "Writes to a file instead of standard output."
    );

    public ReportCommand(CommandContext context)
        : base("report", "Reports nights, guests, occupancy and incidents of a period.", context)
    {
        from.Required = true;
        to.Required = true;
        Options.Add(from);
        Options.Add(to);
        Options.Add(format);
        Options.Add(file);
    }

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        var wanted = input.GetRequiredValue(format);
        if (!Formats.TryGetValue(wanted, out var write))
        {
            return Terminal.Refuse(
                $"--format is '{wanted}'; the formats that exist are {string.Join(" and ", Formats.Keys)}."
            );
        }
        if (ReportPeriod.Of(input.GetValue(from)!.Value, input.GetValue(to)!.Value, out var problem) is not { } period)
        {
            return Terminal.Refuse(problem);
        }
        await using var services = Context.Services();
        var empty = services.GetRequiredService<MessageTexts>().Word("sv", "report.empty");
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        var report = await ReadAsync(services, period, cancellationToken);
        if (await WriteAsync(write(report, empty), input.GetValue(file), cancellationToken) is { } complaint)
        {
            return Terminal.Fail(complaint);
        }
        // The document says so itself; in a table a person may look past it.
        if (report.IsEmpty && wanted != "json")
        {
            await Terminal.Error.WriteLineAsync(empty);
        }
        return Terminal.Done;
    }

    private static async Task<PeriodReport> ReadAsync(
        IServiceProvider services,
        ReportPeriod period,
        CancellationToken cancellationToken
    )
    {
        await using var session = await services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        return await services.GetRequiredService<PeriodReportReader>().ReadAsync(session, period, cancellationToken);
    }

    /// <returns>Null when it was written, else a sentence.</returns>
    private async Task<string?> WriteAsync(string text, string? path, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            await Terminal.Output.WriteLineAsync(text.TrimEnd());
            return null;
        }
        var complaint = await GivenFile.WriteAsync(path, text, cancellationToken);
        if (complaint is null)
        {
            await Terminal.Output.WriteLineAsync($"Wrote {path}.");
        }
        return complaint;
    }
}
