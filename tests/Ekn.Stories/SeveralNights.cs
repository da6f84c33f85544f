using Ekn.Core.Calendar;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

/// <summary>One question about several nights is asked in waves, and stops when they are filled.</summary>
public sealed class SeveralNights
{
    private const string Wednesday = "2026-12-02";
    private const string Thursday = "2026-12-03";
    private const string Friday = "2026-12-04";

    private static readonly (string, string)[] OneEveningPlace =
    [
        ("Ekn:Asking:ExpectedYesPercent", "30"),
        ("Ekn:Shifts:Evening:Heads", "1"),
        ("Ekn:Shifts:Night:Heads", "0"),
        ("Ekn:Shifts:Morning:Heads", "0"),
    ];

    [DatabaseTheory]
    public async Task Each_wave_asks_about_the_nights_that_still_lack_people_and_nobody_is_asked_twice(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T08:00", Cast.Volunteers, OneEveningPlace);
        var town = story.Town;
        town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 2)] = new(-12) },
                otherNights: new NightLow(2)
            )
        );

        // The first wave: a few people, each about all three nights.
        await AskAsync(town, everybody: false, Wednesday, Thursday, Friday);
        var first = await AskedAsync(town, Wednesday);
        Assert.InRange(first.Count, 3, 12);
        Assert.Equal(first, await AskedAsync(town, Thursday));
        Assert.Equal(first, await AskedAsync(town, Friday));
        var (early, other) = WithPhones(first) is [var one, var two, ..]
            ? (one, two)
            : throw new InvalidOperationException();
        Assert.Contains("ons 2/12 mot tor 3/12", Assert.Single(town.TextsTo(early)));

        // Somebody takes Wednesday, and the worker is restarted: the next wave is asked about the other two.
        await town.SaysAsync(early, "ons kväll");
        Assert.Contains("anmäld", town.LastTextTo(early), StringComparison.OrdinalIgnoreCase);
        await town.RestartWorkerAsync();
        await town.MoveToAsync("2026-12-01T08:29");
        Assert.Equal(first, await AskedAsync(town, Thursday));
        await town.MoveToAsync("2026-12-01T08:30");
        await town.LetItHappenAsync();
        Assert.Equal(first, await AskedAsync(town, Wednesday));
        var second = (await AskedAsync(town, Thursday)).Except(first).ToList();
        Assert.NotEmpty(second);
        Assert.Equal(first.Concat(second).Order(StringComparer.Ordinal), await AskedAsync(town, Friday));
        Assert.All(await QuestionsToAsync(town, second), text => Assert.DoesNotContain("ons 2/12 mot", text));
        Assert.All(await QuestionsToAsync(town, second), text => Assert.Contains("tor 3/12 mot fre 4/12", text));

        // Thursday is called off: those who were asked hear it, and the third wave is asked about Friday alone.
        await CallOffAsync(town, Thursday);
        Assert.Single(town.TextsTo(other), text => text.Contains("natten tor 3/12 mot fre 4/12 öppnar INTE"));
        await town.MoveToAsync("2026-12-01T09:00");
        Assert.Equal(first.Concat(second).Order(StringComparer.Ordinal), await AskedAsync(town, Thursday));
        var third = (await AskedAsync(town, Friday)).Except(first).Except(second).ToList();
        Assert.NotEmpty(third);
        Assert.All(await QuestionsToAsync(town, third), text => Assert.DoesNotContain("tor 3/12 mot fre", text));
        Assert.All(await QuestionsToAsync(town, third), text => Assert.Contains("fre 4/12 mot lör 5/12", text));

        // Friday is filled: nobody else is asked.
        await town.SaysAsync(other, "fre kväll");
        await town.MoveToAsync("2026-12-01T11:55");
        Assert.Equal(first.Concat(second).Concat(third).Order(StringComparer.Ordinal), await AskedAsync(town, Friday));

        // Wednesday opens with its place taken: those who were asked about it and have not answered hear it once.
        await town.MoveToAsync("2026-12-02T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.MoveToAsync("2026-12-02T16:30");
        Assert.Equal(
            first.Where(name => name != early.Name).Order(StringComparer.Ordinal),
            await ToldAsync(town, "not-needed", Wednesday)
        );
        Assert.Single(town.TextsTo(other), text => text.Contains("FULLT bemannad", StringComparison.Ordinal));

        Assert.All(
            Cast.Volunteers.Where(person => person.Phone is not null),
            person => Assert.True(town.TextsTo(person).Count(IsQuestion) <= 1, person.Name)
        );
        Assert.All(
            Cast.Volunteers.Where(person => person.Email is not null),
            person => Assert.True(town.MailsTo(person).Count(mail => IsQuestion(mail.Subject)) <= 1, person.Name)
        );
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_worker_that_was_killed_while_it_sent_a_wave_asks_the_others_of_it_and_goes_on(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T08:00", Cast.Volunteers, OneEveningPlace);
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Constant(2));
        await AskAsync(town, everybody: false, settle: false, Wednesday, Thursday);
        var first = await AskedAsync(town, Wednesday);

        await town.KillWorkerWhileSendingAsync(afterTexts: 1);
        // Away for so long that the next wave is late: it goes once, and nobody of the first is asked again.
        town.Clock.UtcNow += TimeSpan.FromMinutes(50);
        await town.LetItHappenAsync();
        await town.LetItHappenAsync();

        var asked = await AskedAsync(town, Wednesday);
        Assert.True(asked.Count > first.Count);
        Assert.All(asked.Select(name => Cast.Volunteers.First(person => person.Name == name)), Heard);
        await story.EndAsync();

        void Heard(Person person)
        {
            Assert.Equal(
                person.Phone is null ? 0 : 1,
                person.Phone is null ? 0 : town.TextsTo(person).Count(IsQuestion)
            );
            Assert.Equal(
                person.Email is null ? 0 : 1,
                person.Email is null ? 0 : town.MailsTo(person).Count(mail => IsQuestion(mail.Subject))
            );
        }
    }

    [DatabaseTheory]
    public async Task A_coordinator_may_ask_everybody_now(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T08:00", null, OneEveningPlace);
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Constant(2));

        await AskAsync(town, everybody: true, Wednesday, Thursday);
        var asked = await AskedAsync(town, Wednesday);
        Assert.Equal(Cast.Few.Count - 1, asked.Count);
        Assert.Equal(asked, await AskedAsync(town, Thursday));
        await town.MoveToAsync("2026-12-01T11:00");
        Assert.Single(town.TextsTo(Cast.Vera));
        // Two share a phone, and it rings once.
        Assert.Single(town.TextsTo(Cast.Tor));
        await story.EndAsync();
    }

    private static bool IsQuestion(string? text) =>
        text is not null
        && (
            text.Contains("här saknas folk", StringComparison.Ordinal)
            || text.Contains("people are missing", StringComparison.Ordinal)
            || text.Contains("Nätter som saknar folk", StringComparison.Ordinal)
            || text.Contains("Nights that lack people", StringComparison.Ordinal)
        );

    private static Task AskAsync(Stockholm town, bool everybody, params string[] nights) =>
        AskAsync(town, everybody, settle: true, nights);

    private static async Task AskAsync(Stockholm town, bool everybody, bool settle, params string[] nights)
    {
        Night[] about = [.. nights.Select(Night.Parse)];
        var preview = await town.Get<AskDates>().PreviewAsync(about, everybody, default);
        var result = await town.Get<AskDates>()
            .SendAsync(about, everybody, preview.Mark, "coordinator:c1", Guid.NewGuid().ToString("N"), default);
        Assert.Equal(CallResult.Sent, result);
        if (settle)
        {
            await town.SettleAsync();
        }
    }

    private static async Task CallOffAsync(Stockholm town, string night)
    {
        await town.Get<DecisionDesk>()
            .AnswerAsync(
                Night.Parse(night),
                new Answer("coordinator:c1", "web", AnswerKind.Close, "mildare", null, town.Clock.UtcNow),
                default
            );
        await town.SettleAsync();
    }

    /// <summary>Those of them who have a phone of their own and read Swedish.</summary>
    private static List<Person> WithPhones(IEnumerable<string> names) =>
        [
            .. Cast.Volunteers.Where(person =>
                names.Contains(person.Name)
                && person is { Phone: not null, Language: "sv" }
                && person != Cast.Tor
                && person != Cast.Tuva
            ),
        ];

    private static Task<IReadOnlyList<string>> AskedAsync(Stockholm town, string night) =>
        QueryAsync(
            town,
            "SELECT v.name FROM asked a JOIN volunteer v ON v.id = a.volunteer_id WHERE a.night = @night",
            new { night = Night.Parse(night) }
        );

    private static Task<IReadOnlyList<string>> ToldAsync(Stockholm town, string purpose, string night) =>
        QueryAsync(
            town,
            "SELECT name FROM outbox WHERE purpose = @purpose AND night = @night",
            new { purpose, night = Night.Parse(night) }
        );

    private static async Task<IReadOnlyList<string>> QuestionsToAsync(Stockholm town, IReadOnlyList<string> names)
    {
        var all = new List<string>();
        foreach (var name in names)
        {
            all.AddRange(
                await QueryAsync(
                    town,
                    "SELECT text FROM outbox WHERE purpose = 'call-dates' AND name = @name",
                    new { name }
                )
            );
        }
        return all;
    }

    private static async Task<IReadOnlyList<string>> QueryAsync(Stockholm town, string sql, object values)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return [.. (await session.QueryAsync<string>(sql, values, default)).Order(StringComparer.Ordinal)];
    }
}
