using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Tests;
using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Printouts;

public sealed class PrintoutTests
{
    private static readonly MessageTexts Texts = MessageTexts.Load(new HomeFolder(Repository.Root));

    [Theory]
    [InlineData(0, "sv", "(någon saknas)", 4)]
    [InlineData(8, "en", "Vera Exempel", 8)]
    [InlineData(60, "sv", "Vera Exempel", 60)]
    public void A_list_has_everybody_and_whoever_is_missing(int people, string language, string line, int times)
    {
        var sheet = Read(With(people, "Vera Exempel"), language);

        Assert.Equal(times, sheet.Split(System.Net.WebUtility.HtmlEncode(line)).Length - 1);
        Assert.DoesNotContain("<script", sheet);
        Assert.DoesNotContain("http", sheet);
    }

    [Theory]
    [InlineData("Wilhelmina Alexandra Konstantinopoulos-von Ehrenkreutz af Västergötland den yngre")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("فاطمة الزهراء")]
    [InlineData("<script>alert(1)</script>")]
    public void Any_name_can_be_printed(string name) =>
        Assert.Equal(
            5,
            Read(With(5, name), "sv")
                .Split($"<td dir=\"auto\">{System.Net.WebUtility.HtmlEncode(name)}</td><td>+46")
                .Length - 1
        );

    [DatabaseTheory]
    public async Task Lists_are_mailed_once_at_noon_and_once_in_the_evening_to_who_works_there(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 12:04");
        await bench.ExecuteAsync("UPDATE premises SET email = 'kyrka@example.org' WHERE id = 1");
        await OpenAsync(bench);

        await SendAsync(bench);
        Assert.Equal(0, await bench.CountAsync("attachment"));
        bench.ItIs("2026-12-01 12:05");
        await SendAsync(bench);
        await SendAsync(bench);
        Assert.Equal(
            ["coordinator:c1", "premises:1"],
            (await bench.QueryAsync<string>("SELECT recipient FROM outbox WHERE purpose = 'printout'")).Order()
        );
        Assert.Equal(2, await bench.CountAsync("attachment"));
        bench.ItIs("2026-12-01 18:00");
        await SendAsync(bench);
        await SendAsync(bench);

        Assert.Equal(4, await bench.CountAsync("attachment"));
        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose = 'printout' AND channel = 'sms'"));
    }

    [DatabaseTheory]
    public async Task A_night_that_opens_later_gets_its_first_list_then_and_a_closed_one_none(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, "2026-12-01 14:30");

        await SendAsync(bench);
        Assert.Equal(0, await bench.CountAsync("attachment"));
        await OpenAsync(bench);
        await SendAsync(bench);
        Assert.Equal(1, await bench.CountAsync("attachment"));
        await bench.ExecuteAsync("UPDATE night SET state = 'off'");
        bench.ItIs("2026-12-01 18:00");
        await SendAsync(bench);

        Assert.Equal(1, await bench.CountAsync("attachment"));
    }

    private static string Read(Printout printout, string language) =>
        System.Text.Encoding.UTF8.GetString(
            new PrintoutSheet(Texts).Write(printout, new Wording(Texts, Stockholm.Time, language))
        );

    private static Task SendAsync(CoreBench bench) =>
        bench.DoAsync(session => bench.Get<PrintoutMail>().SendDueAsync(session, default));

    private static async Task OpenAsync(CoreBench bench)
    {
        await bench.ExecuteAsync(
            "INSERT INTO night (night, code, state, code_given_at) VALUES (@night, 'A', 'open', @now)",
            new { night = bench.Tonight, now = bench.Clock.UtcNow }
        );
        await bench.DoAsync(session =>
            bench.Get<NightBook>().AddPremisesAsync(session, bench.Tonight, 1, "sitelead:s1", "accepted", default)
        );
    }

    private static Printout With(int people, string name) =>
        new(
            Calendar.Night.Parse("2026-12-01"),
            new PremisesOfNight
            {
                Name = "Norrmalmskyrkan",
                Address = "Exempelgatan 2",
                Church = "Norrmalm",
                Capacity = 40,
            },
            [
                .. Enumerable
                    .Range(1, Math.Max(people, 1))
                    .Select(i => new Expected
                    {
                        ShiftId = 1,
                        Kind = ShiftKind.Evening,
                        StartsAt = Stockholm.At("2026-12-01 18:00"),
                        EndsAt = Stockholm.At("2026-12-01 22:00"),
                        Heads = 4,
                        VolunteerId = people == 0 ? null : i,
                        Name = people == 0 ? null : name,
                        Phone = "+46701740621",
                    }),
            ],
            [],
            [],
            null,
            [],
            new ContactsOptions(),
            Stockholm.At("2026-12-01 12:05")
        );
}
