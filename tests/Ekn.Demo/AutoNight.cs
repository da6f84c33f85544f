using Ekn.Core.Reports;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Simulators.Smhi;
using Ekn.Town;

namespace Ekn.Demo;

/// <summary>
/// One cold night from noon to report, played by itself: the coordinator, the church, 150 volunteers who answer, mistype,
/// decline and stop, and a site lead who counts. At the end it checks the promises.
/// </summary>
internal sealed class AutoNight(TextWriter output, DemoHome home)
{
    /// <summary>The same people do the same every time.</summary>
    private const int Seed = 20261201;

    private const string Night = "2026-12-01";

    /// <returns>0 when every promise held, 1 otherwise.</returns>
    public async Task<int> PlayAsync(string databaseFile)
    {
        await using var town = await BeginAsync(databaseFile, home);
        var tell = new Narrator(output, town);
        tell.Chapter("A fictitious Stockholm: 6 rooms, 150 volunteers, nobody real. The clock stands at 11:58.");
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow>
                {
                    [new(2026, 12, 1)] = new(-12.4m),
                    [new(2026, 12, 2)] = new(-8.1m),
                },
                otherNights: new NightLow(-3)
            )
        );
        await DecideAsync(town, tell);
        await CallAsync(town, tell);
        await AnswerAsync(town, tell);
        await NightFallsAsync(town, tell);
        return await EndAsync(town, tell);
    }

    internal static Task<Stockholm> BeginAsync(string databaseFile, DemoHome home) =>
        Stockholm.StartAsync(
            new TownSettings
            {
                Start = $"{Night}T11:58",
                ConnectionString = $"Data Source={databaseFile}",
                Volunteers = Cast.Volunteers,
            },
            home.Folder
        );

    private static async Task DecideAsync(Stockholm town, Narrator tell)
    {
        tell.Chapter("Noon");
        await town.MoveToAsync($"{Night}T12:00");
        tell.Tell("The worker has read SMHI's forecast and warnings, and asks the first coordinator.");
        tell.Quote("to Anna, coordinator", town.LastTextTo(Cast.Anna));
        tell.Quote("to Vera, volunteer (early notice of tomorrow)", town.LastTextTo(Cast.Vera));
        await town.MoveToAsync($"{Night}T12:04");
        tell.Quote("Anna answers", "Ja A");
        await town.SaysAsync(Cast.Anna, "Ja A");
        tell.Quote("to Anna and Bo", town.LastTextTo(Cast.Bo));
    }

    private static async Task CallAsync(Stockholm town, Narrator tell)
    {
        tell.Chapter("The call");
        var church = Cast.Churches["Norrmalmskyrkan"];
        tell.Quote("to the church", town.LastTextTo(church));
        tell.Quote("to Sara, site lead", town.LastTextTo(Cast.Sara));
        tell.Quote("to the city, by email", town.MailsTo(Cast.Carin)[^1].Subject);
        tell.Quote("to each volunteer", town.LastTextTo(Cast.Vera));
        await town.MoveToAsync($"{Night}T12:11");
        tell.Quote("The church answers", "Ja det går bra");
        await town.SaysAsync(church, "Ja det går bra");
        tell.Quote("to the church", town.LastTextTo(church));
    }

    private static async Task AnswerAsync(Stockholm town, Narrator tell)
    {
        tell.Chapter("The volunteers answer");
        var random = new Random(Seed);
        var answers = Answers();
        var writers = Cast
            .Volunteers.Where(one => one.Phone is not null && one != Cast.Sixten && one != Cast.Tor && one != Cast.Tuva)
            .OrderBy(_ => random.Next())
            .ToList();
        for (var i = 0; i < answers.Count; i++)
        {
            var person = writers[i];
            if (i % 6 == 0)
            {
                await town.MoveToAsync(town.Clock.UtcNow + TimeSpan.FromMinutes(7));
            }
            await AnswerAsync(town, tell, person, answers[i]);
        }
        await AnswerAsync(town, tell, Cast.Tor, "A1");
        await town.MoveToAsync(town.Clock.UtcNow + TimeSpan.FromMinutes(3));
        await AnswerAsync(town, tell, Cast.Tor, "Tor reserv A2");
        tell.Tell("The others stay silent, and nobody is blamed for it.");
        await ShowShiftsAsync(town, tell);
    }

    private static async Task AnswerAsync(Stockholm town, Narrator tell, Person person, string text)
    {
        var before = town.TextsTo(person).Count;
        await town.SaysAsync(person, text);
        tell.Quote($"{person.FirstName} writes", text);
        var answers = town.TextsTo(person).Skip(before).ToList();
        foreach (var answer in answers)
        {
            tell.Plain($"                      -> {answer}");
        }
        if (answers.Count == 0)
        {
            tell.Plain("                      (nothing to answer, and nothing changes)");
        }
    }

    private static async Task NightFallsAsync(Stockholm town, Narrator tell)
    {
        tell.Chapter("Evening and night");
        await town.MoveToAsync($"{Night}T16:00");
        tell.Tell("The forecast is read again: still cold, so nobody is disturbed.");
        await town.MoveToAsync($"{Night}T18:00");
        tell.Tell("Those booked are reminded, once.");
        var quitter = (await BookedAsync(town, ShiftKind.Morning))[0];
        await town.MoveToAsync($"{Night}T20:40");
        await AnswerAsync(town, tell, quitter, "måste tyvärr avboka A3, sjuk");
        var waiting = Cast.Volunteers.FirstOrDefault(one =>
            one.Phone is not null && town.LastTextTo(one).Contains("En plats är ledig", StringComparison.Ordinal)
        );
        if (waiting is not null)
        {
            await AnswerAsync(town, tell, waiting, "A3");
        }
        await town.MoveToAsync("2026-12-02T02:00");
        tell.Tell("Sara counts the guests.");
        await AnswerAsync(town, tell, Cast.Sara, "14K 22M");
        await town.MoveToAsync("2026-12-02T02:20");
        await AnswerAsync(town, tell, Cast.Sara, "14 kvinnor 23 män 1 hot 2 avvisade");
    }

    private async Task<int> EndAsync(Stockholm town, Narrator tell)
    {
        tell.Chapter("Morning");
        await town.MoveToAsync("2026-12-02T09:00");
        tell.Tell("The night is closed, and everyone who took part hears how it went.");
        tell.Plain(Indented(town.MailsTo(Cast.Carin)[^1].Text ?? ""));
        await town.MoveToAsync("2026-12-02T09:30");

        tell.Chapter("The report that the city asks for");
        tell.Plain(await ReportAsync(town));

        tell.Chapter("The promises");
        var broken = await Promises.BrokenAsync(town);
        foreach (var sentence in broken)
        {
            tell.Plain($"BROKEN: {sentence}");
        }
        if (broken.Count > 0)
        {
            return 1;
        }
        tell.Plain(
            $"Kept: {town.Gateway.Messages.Count} text messages and {town.Mail.Mails.Count} emails, none twice, none lost; no shift has more people than places."
        );
        return 0;
    }

    /// <summary>What 40 volunteers write: by code and by word, mistyped, declining, stopping, asking.</summary>
    private static List<string> Answers() =>
        [
            "A1",
            "a1",
            "A 1.",
            "kan ta tis kväll",
            "Nej tyvärr",
            "Kan inte",
            "kanske",
            "A2",
            "Tisdag natt går bra",
            "Nej",
            "STOPP",
            "A1",
            "Var är det?",
            "nej jobbar",
            "imorgon kväll",
            "B1",
            "a3 men måste gå 08",
            "A3",
            "Tack!",
            "nej",
            "A3",
            "reserv tisdag natt",
            "onsdag funkar",
            "c1",
            "fredag kväll",
            "stopp tack",
            "Nej :(",
            "ikvall",
            "A2",
            "jag kan på onsdag natt",
        ];

    private static async Task ShowShiftsAsync(Stockholm town, Narrator tell)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        foreach (
            var shift in await town.Get<ShiftBook>().OfNightAsync(session, Core.Calendar.Night.Parse(Night), default)
        )
        {
            tell.Tell($"{shift.ReplyCode} {shift.Kind, -8} {shift.Booked} of {shift.Heads} places taken");
        }
    }

    private static async Task<IReadOnlyList<Person>> BookedAsync(Stockholm town, ShiftKind kind)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        var phones = await session.QueryAsync<string>(
            """
            SELECT v.phone FROM place p JOIN shift s ON s.id = p.shift_id JOIN volunteer v ON v.id = p.volunteer_id
            WHERE s.night = @night AND s.kind = @kind ORDER BY p.number
            """,
            new { night = Core.Calendar.Night.Parse(Night), kind = (int)kind },
            default
        );
        return [.. phones.Select(phone => Cast.Volunteers.First(one => one.Phone == phone))];
    }

    private static async Task<string> ReportAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        var period = ReportPeriod.Of(new DateOnly(2026, 11, 1), new DateOnly(2027, 4, 30), out _)!;
        var report = await town.Get<PeriodReportReader>().ReadAsync(session, period, default);
        return CsvReportWriter.Write(report, town.Get<MessageTexts>().Word("sv", "report.empty"));
    }

    private static string Indented(string text) =>
        string.Join('\n', text.Trim().Split('\n').Select(line => "    " + line));
}
