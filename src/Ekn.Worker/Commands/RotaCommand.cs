using System.CommandLine;
using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.People;
using Ekn.Core.Reports;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Commands;

/// <summary>Who lends a room on which night, and where nobody does.</summary>
internal sealed class RotaCommand : WorkerCommand
{
    private const int DaysShown = 14;

    private readonly Option<DateOnly?> from = Inputs.Date("--from", "The first night; today when left out.");
    private readonly Option<DateOnly?> to = Inputs.Date("--to", "The last night; two weeks in all when left out.");
    private readonly Option<string?> ics = Inputs.Text(
        "--ics",
        "file",
        "Writes the nights as a calendar too, to be opened by any calendar program."
    );
    private readonly Option<bool> json = Inputs.Json();

    public RotaCommand(CommandContext context)
        : base("rota", "Says who lends a room on which night, and on which nights nobody does.", context)
    {
        Options.Add(from);
        Options.Add(to);
        Options.Add(ics);
        Options.Add(json);
    }

    protected override async Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken)
    {
        await using var services = Context.Services();
        var time = services.GetRequiredService<LocalTime>();
        var first = input.GetValue(from) ?? time.Today;
        var last = input.GetValue(to) ?? first.AddDays(DaysShown - 1);
        if (ReportPeriod.Of(first, last, out var problem) is null)
        {
            return Terminal.Refuse(problem);
        }
        await services.GetRequiredService<Migrator>().MigrateAsync(cancellationToken);
        var rota = await ReadAsync(services, new Night(first), new Night(last), cancellationToken);
        if (input.GetValue(ics) is { } file)
        {
            var feed = RotaICalendar.Write(
                rota,
                new Night(first),
                new Night(last),
                services.GetRequiredService<IOptions<DecisionOptions>>().Value.Window,
                "Extra kalla nätter",
                time.Now
            );
            if (await GivenFile.WriteAsync(file, feed, cancellationToken) is { } complaint)
            {
                return Terminal.Fail(complaint);
            }
        }
        var people = services.GetRequiredService<PeopleDirectory>();
        var nights = Nights(new Night(first), new Night(last))
            .Select(night => new Line(night, rota.On(night), people.SiteLeadOf(night)?.Name))
            .ToList();
        await Terminal.Output.WriteLineAsync(
            input.GetValue(json) ? Document(first, last, nights) : Text(nights, input.GetValue(ics))
        );
        return Terminal.Done;
    }

    private static async Task<RotaCalendar> ReadAsync(
        IServiceProvider services,
        Night first,
        Night last,
        CancellationToken cancellationToken
    )
    {
        await using var session = await services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        return await services.GetRequiredService<RotaReader>().ReadAsync(session, first, last, cancellationToken);
    }

    private static IEnumerable<Night> Nights(Night first, Night last)
    {
        for (var night = first; night <= last; night = night.Next)
        {
            yield return night;
        }
    }

    private static string Document(DateOnly first, DateOnly last, IReadOnlyList<Line> nights) =>
        JsonText.Of(
            new
            {
                From = first,
                To = last,
                Nights = nights.Select(line => new
                {
                    Night = line.Night.ToString(),
                    Weekday = line.Night.Weekday.ToString().ToLowerInvariant(),
                    line.State,
                    Premises = line.Rooms.Select(room => new
                    {
                        room.Name,
                        room.Church,
                        room.Address,
                        room.Capacity,
                    }),
                    ByException = line.Rota is NightRota.Closed or NightRota.Lent { ByException: true },
                    line.SiteLead,
                }),
                Holes = nights.Where(line => line.IsHole).Select(line => line.Night.ToString()),
            }
        );

    private static string Text(IReadOnlyList<Line> nights, string? file)
    {
        var lines = nights.Select(line => line.ToString()).ToList();
        var holes = nights.Where(line => line.IsHole).Select(line => line.Night.ToString()).ToList();
        lines.Add(
            holes.Count == 0
                ? "Every night has a room."
                : $"No room on {holes.Count} of {nights.Count} nights: {string.Join(", ", holes)}."
        );
        if (file is not null)
        {
            lines.Add($"Wrote {file}.");
        }
        return string.Join(Environment.NewLine, lines);
    }

    private sealed record Line(Night Night, NightRota Rota, string? SiteLead)
    {
        public IReadOnlyList<Premises> Rooms => Rota is NightRota.Lent lent ? lent.Premises : [];

        public bool IsHole => Rooms.Count == 0;

        public string State =>
            Rota switch
            {
                NightRota.Lent => "lent",
                NightRota.Closed => "closed",
                _ => "nobody",
            };

        public override string ToString()
        {
            var who = Rota switch
            {
                NightRota.Lent lent => string.Join(
                    "; ",
                    lent.Premises.Select(room => $"{room.Name} ({room.Church}, {room.Capacity} places)")
                ) + (lent.ByException ? ", an exception for this date" : ""),
                NightRota.Closed => "NO ROOM: the rota says that nobody lends one on this date",
                _ => "NO ROOM: nobody is on the rota for this weekday",
            };
            var lead = SiteLead is null ? "" : $"; site lead {SiteLead}";
            return $"{Night.Evening.ToString("ddd yyyy-MM-dd", CultureInfo.InvariantCulture)}  {who}{lead}";
        }
    }
}
