using System.Text;
using Ekn.Core.Rota;
using Ekn.Core.Storage.Csv;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Api.Pages.People;

public sealed class PeoplePagesTests
{
    [DatabaseTheory]
    public async Task A_volunteer_is_found_put_right_and_remembered(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/people/volunteers?q=vera");
        Assert.Contains("Vera Exempel", anna.Words);
        Assert.DoesNotContain("Will Example", anna.Words);
        await anna.PressAsync("/people/volunteers/1", "Spara", ("name", "Vera Åström"));

        Assert.Contains("Sparat.", anna.Words);
        Assert.Contains("Uppgifter ändrade", anna.Words);
        Assert.Equal("Vera Åström", (await bench.QueryAsync<string>("SELECT name FROM volunteer WHERE id = 1"))[0]);
        await anna.GetAsync("/people/volunteers?q=ÅSTRÖM");
        Assert.Contains("Vera Åström", anna.Words);
    }

    [DatabaseTheory]
    public async Task Another_address_of_somebody_who_said_stop_is_stopped_too(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var anna = await bench.BrowserAsync(Cast.Anna);
        await bench.Database.InTransactionAsync(
            async session =>
            {
                await bench.Get<StopList>().StopAsync(session, Cast.Vera, "sms", default);
                await bench.Get<StopList>().StopAsync(session, Cast.Church, "sms", default);
            },
            default
        );

        await anna.PressAsync("/people/volunteers/1", "Spara", ("email", "Ny.Vera@example.org"));
        await anna.PressAsync("/people/churches?edit=1", "Spara", ("email", "Kyrkan@example.org"));

        Assert.Equal(
            [Cast.Vera, Cast.Church, "ny.vera@example.org", "kyrkan@example.org", Cast.VeraMail],
            (await bench.QueryAsync<string>("SELECT address FROM stopped")).OrderBy(Place)
        );

        static int Place(string address) =>
            Array.IndexOf(
                [Cast.Vera, Cast.Church, "ny.vera@example.org", "kyrkan@example.org", Cast.VeraMail],
                address
            );
    }

    [DatabaseTheory]
    public async Task Two_entries_of_one_person_are_found_and_made_one(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync(
            "INSERT INTO volunteer (name, phone, added_at) VALUES ('Vera Exempel', '+46701740641', '2026-11-01T00:00:00.000Z')"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);
        var bo = await bench.BrowserAsync(Cast.Bo);

        // A namesake is shown, and anybody is found.
        await anna.GetAsync("/people/volunteers/1");
        Assert.Contains("Vera Exempel +46701740641", anna.Words);
        Assert.DoesNotContain("Will", anna.Words);
        await anna.GetAsync("/people/volunteers/1?with=will");
        Assert.Contains("Will Example", anna.Words);
        await anna.GetAsync("/people/volunteers/2?with=nobody");
        Assert.Contains("Ingen annan hittades.", anna.Words);

        await anna.PressAsync("/people/volunteers/1", "Slå ihop");
        Assert.Contains("Ska Vera Exempel (+46701740641) bli samma person som Vera Exempel?", anna.Words);
        Assert.Contains("Används inte mer: +46701740641.", anna.Words);
        Assert.Equal(0, await bench.CountAsync("volunteer", "erased_at IS NOT NULL"));
        await bo.PressAsync("/people/volunteers/1", "Slå ihop");
        await anna.PressHereAsync("Ja, slå ihop");
        Assert.Contains("De två är en person nu.", anna.Words);
        Assert.Contains("Två poster blev en", anna.Words);
        Assert.DoesNotContain("+46701740641", anna.Words);
        await bo.PressHereAsync("Ja, slå ihop");
        Assert.Contains("Den andra posten finns inte längre.", bo.Words);

        Assert.Equal(1, await bench.CountAsync("volunteer", "erased_at IS NOT NULL"));
        Assert.Equal(Cast.Vera, (await bench.QueryAsync<string>("SELECT phone FROM volunteer WHERE id = 1"))[0]);
    }

    [Theory]
    [InlineData("name", "", "Skriv ett namn")]
    [InlineData("phone", "12", "Det är inget telefonnummer")]
    [InlineData("email", "x@", "Det är ingen e-postadress")]
    [InlineData("consent", "2030-01-01", "får inte ligga i framtiden")]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays(string field, string value, string sentence)
    {
        await using var bench = await OpenAsync("sqlite");
        var anna = await bench.BrowserAsync(Cast.Anna);

        var answered = await anna.PressAsync("/people/volunteers/1", "Spara", (field, value));

        Assert.Equal(400, answered.Status);
        Assert.Contains(sentence, anna.Words);
        Assert.Equal(value, anna.Page.QuerySelector($"#{field}")!.GetAttribute("value") ?? "");
        Assert.Equal("Vera Exempel", (await bench.QueryAsync<string>("SELECT name FROM volunteer WHERE id = 1"))[0]);
    }

    [DatabaseTheory]
    public async Task Whoever_is_erased_leaves_no_name_number_or_word_behind(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.OpenAsync();
        await bench.ExecuteAsync(
            "INSERT INTO inbound (provider_id, channel, sender, text, received_at, state, role) VALUES ('SM1', 'sms', @sender, 'kommer gärna hälsar Vera', @now, 'handled', 'volunteer')",
            new { sender = Cast.Vera, now = bench.Clock.UtcNow }
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/people/volunteers/1", "Ta bort personen");
        Assert.Contains("Ska Vera Exempel tas bort för alltid?", anna.Words);
        Assert.Equal(0, await bench.CountAsync("volunteer", "erased_at IS NOT NULL"));
        await anna.PressHereAsync("Ja, ta bort");

        Assert.Equal(1, await bench.CountAsync("volunteer", "erased_at IS NOT NULL"));
        var left = await bench.DumpAsync();
        Assert.DoesNotContain(Cast.Vera, left);
        Assert.DoesNotContain(Cast.VeraMail, left);
        Assert.DoesNotContain("Vera", left);
        Assert.Equal(404, (await anna.GetAsync("/people/volunteers/1")).Status);
    }

    [Fact]
    public async Task Ten_thousand_volunteers_with_long_and_foreign_names_are_listed_in_parts()
    {
        await using var bench = await OpenAsync("sqlite");
        await bench.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
            INSERT INTO volunteer (name, email, added_at)
            SELECT CASE i % 3 WHEN 0 THEN 'מרים בת־שבע ' || i WHEN 1 THEN 'Wilhelmina Alexandra Konstantinopoulos-von Ehrenkreutz af Västergötland den yngre ' ELSE 'فاطمة ' || i END,
                'v' || i || '@example.org', @now FROM n
            """,
            new { now = bench.Clock.UtcNow }
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync("/people/volunteers");
        Assert.Equal(50, anna.Page.QuerySelectorAll("main ul.list > li").Length);
        Assert.Contains("10002 i registret", anna.Words);
        await anna.GetAsync("/people/volunteers?q=מרים&page=3");
        Assert.Equal(50, anna.Page.QuerySelectorAll("main ul.list > li").Length);
        Assert.All(
            anna.Page.QuerySelectorAll("main ul.list a"),
            link => Assert.Equal("auto", link.GetAttribute("dir"))
        );
    }

    [Fact]
    public async Task A_file_is_shown_before_it_is_taken_and_a_bad_row_is_named()
    {
        await using var bench = await OpenAsync("sqlite");
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync(
            "/people/import",
            "Visa vad som händer",
            ("what", "volunteers"),
            ("text", "name,phone,email\nNy Person,070-174 06 30,\nFel Person,12,\n")
        );
        Assert.Contains("Rad 3:", anna.Words);
        Assert.Equal(2, await bench.CountAsync("volunteer"));

        await anna.PressHereAsync("Visa vad som händer", ("text", "name,phone,email\nNy Person,070-174 06 30,\n"));
        Assert.Contains("1 nya, 0 ändrade, 0 oförändrade. Inget är inläst än.", anna.Words);
        Assert.Equal(2, await bench.CountAsync("volunteer"));

        await anna.PressHereAsync("Läs in");
        Assert.Contains("Inläst: 1 nya", anna.Words);
        Assert.Equal(3, await bench.CountAsync("volunteer"));
    }

    [DatabaseTheory]
    public async Task What_is_exported_changes_nothing_when_it_is_taken_in_again(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.ExecuteAsync(
            "INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-24', 2), ('2026-12-31', NULL)"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        foreach (var what in new[] { "churches", "rota", "volunteers" })
        {
            var file = await anna.GetAsync($"/people/export/{what}.csv");
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(file.Text));
            var result = what switch
            {
                "churches" => await bench.Get<ChurchesImport>().ImportAsync(stream, default),
                "rota" => await bench.Get<RotaImport>().ImportAsync(stream, default),
                _ => await bench.Get<VolunteersImport>().ImportAsync(stream, default),
            };
            var imported = Assert.IsType<ImportResult.Imported>(result);
            Assert.Equal((what, 0, 0), (what, imported.Added, imported.Changed));
            Assert.True(imported.Unchanged > 0);
        }
    }

    [DatabaseTheory]
    public async Task A_date_that_does_not_work_is_settled_once_with_the_reserve(string provider)
    {
        await using var bench = await OpenAsync(provider);
        await bench.Database.InTransactionAsync(
            session =>
                bench
                    .Get<RotaRefusals>()
                    .SayAsync(session, Core.Calendar.Night.Parse("2026-12-10"), 1, "premises:1", "Konsert", default),
            default
        );
        var (anna, bo) = (await bench.BrowserAsync(Cast.Anna), await bench.BrowserAsync(Cast.Bo));
        await anna.GetAsync("/people/rota");
        await bo.GetAsync("/people/rota");
        Assert.Contains("tor 10/12 mot fre 11/12: Norrmalmskyrkan", anna.Words);

        await anna.PressHereAsync("replace");
        await bo.PressHereAsync("replace");

        Assert.Contains("Klart.", anna.Words);
        Assert.Contains("Någon hann före", bo.Words);
        Assert.Equal(
            2,
            (await bench.QueryAsync<long>("SELECT premises_id FROM rota_date WHERE night = '2026-12-10'")).Single()
        );
        Assert.Equal(1, await bench.CountAsync("outbox", "purpose = 'rota-freed'"));
    }

    [Fact]
    public async Task Two_dates_change_places()
    {
        await using var bench = await OpenAsync("sqlite");
        await bench.ExecuteAsync("INSERT INTO rota_date (night, premises_id) VALUES ('2026-12-24', 2)");
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/people/rota", "Byt", ("one", "2026-12-24"), ("other", "2026-12-25"));

        Assert.Contains("Datumen har bytt plats.", anna.Words);
        Assert.Equal([1L, 2L], await bench.QueryAsync<long>("SELECT premises_id FROM rota_date ORDER BY night"));
    }

    [Theory]
    [InlineData("2026-12-24", "2026-12-24")]
    [InlineData("2026-11-24", "2026-12-24")]
    [InlineData("x", "2026-12-24")]
    public async Task Dates_that_cannot_change_places_stay(string one, string other)
    {
        await using var bench = await OpenAsync("sqlite");
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.PressAsync("/people/rota", "Byt", ("one", one), ("other", other));

        Assert.Contains("Det gick inte.", anna.Words);
        Assert.Equal(0, await bench.CountAsync("rota_date"));
    }

    [Fact]
    public async Task A_room_keeps_a_name_of_its_own_and_says_what_may_be_published()
    {
        await using var bench = await OpenAsync("sqlite");
        var anna = await bench.BrowserAsync(Cast.Anna);

        var taken = await anna.PressAsync("/people/churches?edit=1", "Spara", ("name", "andreaskyrkan"));
        Assert.Equal(400, taken.Status);
        Assert.Contains("En annan lokal heter så.", anna.Words);
        await anna.PressAsync("/people/churches?edit=1", "Spara", ("publish", "nothing"), ("capacity", "55"));

        Assert.Equal(
            ("nothing", 55L),
            (await bench.QueryAsync<(string, long)>("SELECT publish, capacity FROM premises WHERE id = 1"))[0]
        );
    }

    private static async Task<ApiBench> OpenAsync(string provider)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        return bench;
    }
}
