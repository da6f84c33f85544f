using Ekn.Core.Calendar;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class AskingWell
{
    private static readonly ForecastScript OnlyTuesday = ForecastScript.Nights(
        new Dictionary<DateOnly, NightLow> { [new(2026, 12, 1)] = new(-12) },
        otherNights: new NightLow(2)
    );

    private static readonly (string, string)[] OneEveningPlace =
    [
        ("Ekn:Shifts:Evening:Heads", "1"),
        ("Ekn:Shifts:Night:Heads", "0"),
        ("Ekn:Shifts:Morning:Heads", "0"),
    ];

    [DatabaseTheory]
    public async Task A_promotion_that_nobody_confirms_goes_down_the_line_and_reaches_the_coordinator(string provider)
    {
        await using var story = await OpenAsync(provider, OneEveningPlace);
        var town = story.Town;
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Viktor, "A1");
        await town.SaysAsync(Cast.Wilma, "A1");

        await town.SaysAsync(Cast.Vera, "måste tyvärr avboka, sjuk");
        Assert.Contains("du står på tur", town.LastTextTo(Cast.Viktor));
        Assert.Contains("Svara JA senast tis 1/12 12:45", town.LastTextTo(Cast.Viktor));
        Assert.DoesNotContain("du står på tur", town.LastTextTo(Cast.Wilma));

        await town.MoveToAsync("2026-12-01T12:50");
        Assert.Contains("du står på tur", town.LastTextTo(Cast.Wilma));
        await town.MoveToAsync("2026-12-01T14:30");
        Assert.Single(town.TextsTo(Cast.Anna), text => text.Contains("0 av 1 på kväll (A1)", StringComparison.Ordinal));

        // The phone was off: a late yes counts as long as the place is free.
        await town.SaysAsync(Cast.Wilma, "A1");
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Wilma));
        Assert.Single(town.TextsTo(Cast.Viktor), text => text.Contains("du står på tur", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_place_given_back_in_the_night_is_raised_without_promising_a_wave_that_cannot_come(
        string provider
    )
    {
        await using var story = await OpenAsync(
            provider,
            [
                ("Ekn:Shifts:Evening:Heads", "0"),
                ("Ekn:Shifts:Night:Heads", "1"),
                ("Ekn:Shifts:Morning:Heads", "1"),
                ("Ekn:Asking:ExpectedYesPercent", "90"),
            ]
        );
        var town = story.Town;
        await town.SaysAsync(Cast.Vera, "A2");
        await town.SaysAsync(Cast.Viktor, "A3");
        await town.MoveToAsync("2026-12-01T22:30");

        // The night shift is over before anybody may be asked; the morning shift is not.
        await town.SaysAsync(Cast.Vera, "avboka A2");
        Assert.Contains("0 av 1 på natt (A2)", town.LastTextTo(Cast.Anna));
        Assert.DoesNotContain("Fler får frågan", town.LastTextTo(Cast.Anna));
        await town.SaysAsync(Cast.Viktor, "avboka A3");
        Assert.Contains("0 av 1 på morgon (A3)", town.LastTextTo(Cast.Anna));
        Assert.Contains("Fler får frågan kl 07:00", town.LastTextTo(Cast.Anna));

        var asked = await AskedAsync(town);
        await town.MoveToAsync("2026-12-02T06:45");
        Assert.Equal(asked, await AskedAsync(town));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Of_two_shifts_one_is_given_back_and_the_other_stands(string provider)
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        await town.SaysAsync(Cast.Vera, "A1+2");
        Assert.Equal(["A1", "A2"], await BookedAsync(town, Cast.Vera));

        await town.SaysAsync(Cast.Vera, "avboka A2");

        Assert.Equal(["A1"], await BookedAsync(town, Cast.Vera));
        Assert.Contains("AVBOKAD", town.LastTextTo(Cast.Vera));
        await town.MoveToAsync("2026-12-01T18:05");
        Assert.Contains("Påminnelse", town.LastTextTo(Cast.Vera));
        Assert.DoesNotContain("A2", town.LastTextTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_code_that_comes_two_days_late_books_nothing_and_is_answered_plainly(string provider)
    {
        await using var story = await OpenAsync(provider);
        var town = story.Town;
        await town.MoveToAsync("2026-12-03T12:30");

        await town.SaysAsync(Cast.Vera, "A1");

        Assert.Empty(await BookedAsync(town, Cast.Vera));
        Assert.Contains("tis 1/12 mot ons 2/12", town.LastTextTo(Cast.Vera));
        Assert.DoesNotContain("BOKAD", town.LastTextTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Who_always_takes_tuesdays_is_booked_before_anybody_is_asked_and_can_get_out(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-11-29T10:00", null, OneEveningPlace);
        var town = story.Town;
        town.Smhi.Serve(OnlyTuesday);
        await town.SaysAsync(Cast.Vera, "jag tar alla tisdagar kväll");
        Assert.Contains("varje gång det blir öppet", town.LastTextTo(Cast.Vera));
        Assert.Contains("SLUTA MED TISDAGAR", town.LastTextTo(Cast.Vera));

        await town.MoveToAsync("2026-11-30T12:00");
        Assert.Contains("Du tar alltid den veckodagen", town.TextsTo(Cast.Vera)[^1]);
        Assert.Equal(["B1"], (await BookedAsync(town, Cast.Vera)).Select(code => $"B{code[1]}"));
        // The only place is hers: nobody else is troubled about that night.
        Assert.DoesNotContain(town.TextsTo(Cast.Viktor), text => text.Contains("tis 1/12", StringComparison.Ordinal));

        await town.SaysAsync(Cast.Vera, "sluta med tisdagar");
        Assert.Contains("inte längre fast bokad", town.LastTextTo(Cast.Vera));
        Assert.Single(await BookedAsync(town, Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task One_question_about_several_nights_takes_an_answer_for_each(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T08:00");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Constant(2));
        Night[] about = [Night.Parse("2026-12-02"), Night.Parse("2026-12-03")];

        var preview = await town.Get<AskDates>().PreviewAsync(about, everybody: false, default);
        var form = Guid.NewGuid().ToString("N");
        Assert.Equal(CallResult.Sent, await SendAsync());
        Assert.Equal(CallResult.SentBefore, await SendAsync());
        await town.SettleAsync();

        var call = Assert.Single(town.TextsTo(Cast.Vera));
        Assert.Contains("ons 2/12 mot tor 3/12", call);
        Assert.Contains("tor 3/12 mot fre 4/12", call);
        Assert.Contains("INTE bokad än", call);
        await town.SaysAsync(Cast.Vera, "ons kväll och tors natt");
        Assert.Equal(2, (await BookedAsync(town, Cast.Vera)).Count);

        // The first of them does not open: everybody who was asked about it hears so, booked or not.
        await town.MoveToAsync("2026-12-02T12:30");
        Assert.Contains("öppnar INTE", town.LastTextTo(Cast.Vera));
        Assert.Contains("öppnar INTE", town.LastTextTo(Cast.Viktor));
        await story.EndAsync();

        Task<CallResult> SendAsync() =>
            town.Get<AskDates>().SendAsync(about, everybody: false, preview.Mark, "coordinator:c1", form, default);
    }

    [DatabaseTheory]
    public async Task A_wave_asks_those_who_were_asked_least_and_tells_them_why(string provider)
    {
        await using var story = await OpenAsync(
            provider,
            [.. OneEveningPlace, ("Ekn:Asking:ExpectedYesPercent", "50")],
            Cast.Volunteers
        );
        var town = story.Town;
        var first = await AskedAsync(town);
        Assert.Equal(3, first.Count);

        await town.MoveToAsync("2026-12-01T16:00");
        var asked = await AskedAsync(town);
        Assert.True(asked.Count > first.Count);

        // Somebody comes: the waves stop, and who has not answered hears it once.
        var who = Cast.Volunteers.First(person =>
            asked.Contains(person.Name) && person is { Phone: not null, Language: "sv" }
        );
        await town.SaysAsync(who, "A1");
        await town.MoveToAsync("2026-12-01T17:30");
        Assert.Equal(asked.Count, (await AskedAsync(town)).Count);
        await story.EndAsync();
    }

    private static Task<Story> OpenAsync(string provider) => OpenAsync(provider, []);

    private static async Task<Story> OpenAsync(
        string provider,
        (string, string)[] settings,
        IReadOnlyList<Person>? volunteers = null
    )
    {
        var story = await Story.BeginAsync(provider, "2026-12-01T11:58", volunteers, settings);
        story.Town.Smhi.Serve(OnlyTuesday);
        await story.Town.MoveToAsync("2026-12-01T12:00");
        await story.Town.SaysAsync(Cast.Anna, "JA");
        return story;
    }

    private static async Task<IReadOnlyList<string>> BookedAsync(Stockholm town, Person person)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.QueryAsync<string>(
            """
            SELECT n.code || s.kind FROM place p JOIN shift s ON s.id = p.shift_id JOIN night n ON n.night = s.night
            JOIN volunteer v ON v.id = p.volunteer_id WHERE v.name = @Name ORDER BY s.night, s.kind
            """,
            new { person.Name },
            default
        );
    }

    private static async Task<IReadOnlyList<string>> AskedAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.QueryAsync<string>(
            "SELECT v.name FROM asked a JOIN volunteer v ON v.id = a.volunteer_id WHERE a.night = '2026-12-01' ORDER BY v.id",
            null,
            default
        );
    }
}
