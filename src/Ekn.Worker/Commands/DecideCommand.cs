using System.CommandLine;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Weather.Smhi;
using Ekn.Worker.Deciding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Commands;

/// <summary>Applies the rule and says why. Changes nothing: it needs no database and makes none.</summary>
internal sealed class DecideCommand : WorkerCommand
{
    private const int NightsShown = 3;

    private readonly Option<string?> forecast = Inputs.Text(
        "--forecast",
        "file",
        "A forecast as SMHI sends it (snow1g version 1); without it SMHI is asked."
    );
    private readonly Option<string?> warnings = Inputs.Text(
        "--warnings",
        "file",
        "Warnings as SMHI sends them (ibww version 1); without it SMHI is asked."
    );
    private readonly Option<Night?> night = Inputs.Night(
        "The date of the night's evening; without it tonight and the two nights after."
    );
    private readonly Option<string?> now = Inputs.Text(
        "--now",
        "instant",
        "Judge as if it were this instant: 2026-12-01T12:00 in Swedish time, or with an offset."
    );
    private readonly Option<bool> json = Inputs.Json();

    public DecideCommand(CommandContext context)
        : base("decide", "Says whether a night would open, and why. Changes nothing.", context)
    {
        Options.Add(forecast);
        Options.Add(warnings);
        Options.Add(night);
        Options.Add(now);
        Options.Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        await using var services = Context.Services();
        var time = services.GetRequiredService<LocalTime>();
        var options = services.GetRequiredService<IOptions<DecisionOptions>>().Value;
        if ((input.GetValue(now) is { } given ? Inputs.Instant(given, time) : time.Now) is not { } judgedAt)
        {
            return Terminal.Refuse(
                $"--now is '{input.GetValue(now)}'; it must be an instant written as 2026-12-01T12:00, with or without an offset."
            );
        }
        var forecastFile = await FileAsync(input.GetValue(forecast), cancellationToken);
        var warningsFile = await FileAsync(input.GetValue(warnings), cancellationToken);
        if (new[] { forecastFile, warningsFile }.OfType<GivenFile.Unreadable>().FirstOrDefault() is { } unreadable)
        {
            return Terminal.Refuse(unreadable.Sentence);
        }
        var weather = await WeatherSource.ReadAsync(
            Named(forecastFile, input.GetValue(forecast)),
            Named(warningsFile, input.GetValue(warnings)),
            services.GetRequiredService<SmhiForecastClient>(),
            services.GetRequiredService<SmhiWarningsClient>(),
            cancellationToken
        );
        var assessor = services.GetRequiredService<NightAssessor>();
        var findings = Nights(input.GetValue(night), judgedAt, time)
            .Select(one => new Finding(
                assessor.Assess(one, weather.Forecast, weather.Warnings, judgedAt),
                judgedAt,
                options.ToSeason().Contains(one),
                weather.ForecastFrom,
                weather.WarningsFrom
            ))
            .ToList();
        await Terminal.Output.WriteLineAsync(
            input.GetValue(json)
                ? Document(findings, new FindingDocument(options, time))
                : Text(findings, new FindingWords(options, time))
        );
        return Terminal.Done;
    }

    private static IEnumerable<Night> Nights(Night? asked, DateTimeOffset now, LocalTime time) =>
        asked is { } one ? [one] : Enumerable.Range(0, NightsShown).Select(new Night(time.DateOf(now)).AddDays);

    private static string Text(IReadOnlyList<Finding> findings, FindingWords words) =>
        string.Join(
            Environment.NewLine + Environment.NewLine,
            findings.Select(finding => string.Join(Environment.NewLine, words.Lines(finding)))
        )
        + Environment.NewLine
        + "Weather data: SMHI.";

    /// <summary>The first night's document; the nights after it, where they are shown, stand inside as "later".</summary>
    private static string Document(IReadOnlyList<Finding> findings, FindingDocument document)
    {
        var first = document.Of(findings[0]);
        if (findings.Count > 1)
        {
            first["later"] = findings.Skip(1).Select(document.Of);
        }
        return JsonText.Of(first);
    }

    private static async Task<GivenFile?> FileAsync(string? path, CancellationToken cancellationToken) =>
        path is null ? null : await GivenFile.ReadAsync(path, cancellationToken);

    private static (byte[] Bytes, string Path)? Named(GivenFile? file, string? path) =>
        file is GivenFile.Read read ? (read.Bytes, path!) : null;
}
