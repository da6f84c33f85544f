using Ekn.Testing;

namespace Ekn.Api.Pages.Volunteers;

public sealed class VolunteerPageTests
{
    [DatabaseTheory]
    public async Task How_I_want_to_be_asked_is_kept_from_the_link_alone(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        var vera = await bench.BrowserAsync();

        await vera.PressAsync(link, "Spara", ("pausedUntil", "2027-01-15"), ("channel", "Sms"), ("speaks", "ro"));

        Assert.Contains("Sparat.", vera.Words);
        Assert.Contains("Du har paus: vi frågar dig inte om nätter före fre 15/1.", vera.Words);
        Assert.Equal(
            ("sms", "ro", "2027-01-15"),
            (
                await bench.QueryAsync<(string, string, string)>(
                    "SELECT channel, speaks, paused_until FROM volunteer WHERE id = 1"
                )
            )[0]
        );
    }

    [Theory]
    [InlineData("pausedUntil", "2020-01-01", "Välj ett datum efter i dag")]
    [InlineData("pausedUntil", "2040-01-01", "längre än två år")]
    [InlineData("pausedUntil", "snart", "Välj ett datum efter i dag")]
    [InlineData("language", "xx", "Välj ett av språken")]
    [InlineData("speaks", "klingon", "Välj ett av språken")]
    public async Task What_cannot_be_kept_is_said_and_nothing_changes(string field, string value, string sentence)
    {
        await using var bench = await OpenAsync("sqlite");
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        var before = await bench.DumpAsync();
        var vera = await bench.BrowserAsync();

        var answered = await vera.PressAsync(link, "Spara", (field, value));

        Assert.Equal(400, answered.Status);
        Assert.Contains(sentence, vera.Words);
        Assert.Equal(before, await bench.DumpAsync());
    }

    [DatabaseTheory]
    public async Task Delete_me_asks_once_more_and_then_forgets(string provider)
    {
        await using var bench = await OpenAsync(provider);
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");
        var vera = await bench.BrowserAsync();

        await vera.PressAsync(link, "Ta bort mig");
        Assert.Contains("Det går inte att ångra.", vera.Words);
        Assert.Equal(0, await bench.CountAsync("volunteer", "erased_at IS NOT NULL"));
        await vera.PressHereAsync("Ja, ta bort mig");

        Assert.Contains("Du är borttagen", vera.Words);
        Assert.DoesNotContain("Vera", await bench.DumpAsync());
        Assert.Equal(404, (await vera.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Whoever_shares_a_phone_says_once_who_they_are_and_is_nobody_else()
    {
        await using var bench = await OpenAsync("sqlite");
        await bench.ExecuteAsync("UPDATE volunteer SET phone = @phone", new { phone = Cast.Vera });
        var phone = await bench.BrowserAsync(Cast.Vera);

        await phone.GetAsync("/volunteer");
        Assert.Contains("Vem är du?", phone.Words);
        await phone.PressHereAsync("Will Example");
        await phone.PressAsync("/volunteer", "take");

        Assert.Equal(
            [2L],
            await bench.QueryAsync<long>("SELECT volunteer_id FROM place WHERE volunteer_id IS NOT NULL")
        );
        var stranger = await bench.BrowserAsync(Cast.Anna);
        Assert.Equal(403, (await stranger.GetAsync("/volunteer")).Status);
    }

    [Fact]
    public async Task A_shift_right_after_the_night_shift_is_shown_as_a_clash()
    {
        await using var bench = await OpenAsync("sqlite");
        var link = await bench.LinkToAsync("volunteer:1", "call-volunteer");

        var shown = await bench.PressAsync(link, ("act", "take"), ("shift", "2"));

        Assert.Contains("Krockar med ditt pass: natt tis 1/12 22:00", shown.Words);
    }

    private static async Task<ApiBench> OpenAsync(string provider)
    {
        var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return bench;
    }
}
