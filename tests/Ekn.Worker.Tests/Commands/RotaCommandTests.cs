using Ekn.Simulators.Clock;

namespace Ekn.Worker.Commands;

public sealed class RotaCommandTests : IAsyncLifetime
{
    private readonly TestHome home = TestHome.AsShipped();

    public async Task InitializeAsync()
    {
        // 00:30 on Tuesday 1 December in Sweden, still Monday in UTC.
        home.Clock = new ManualClock(new DateTimeOffset(2026, 11, 30, 23, 30, 0, TimeSpan.Zero));
        (await home.RunAsync("import", "churches", home.File("config/example/churches.csv"))).IsDone();
        (await home.RunAsync("import", "rota", home.File("config/example/rota.csv"))).IsDone();
    }

    public async Task DisposeAsync() => await home.DisposeAsync();

    [Fact]
    public async Task Two_weeks_from_today_are_shown()
    {
        var lines = (await home.RunAsync("rota")).IsDone().Output.TrimEnd().Split('\n');

        Assert.StartsWith("Tue 2026-12-01  Norrmalmskyrkan (", lines[0]);
        Assert.StartsWith("Mon 2026-12-14  St Matteus (", lines[13]);
        Assert.Equal("Every night has a room.", lines[^1]);
    }

    [Fact]
    public async Task A_closed_date_and_a_weekday_without_anybody_are_holes()
    {
        var file = home.Write("r.csv", "date,premises\n2026-12-24,\n2026-12-25,Andreaskyrkan\n");
        (await home.RunAsync("import", "rota", file)).IsDone();
        await using (var session = await home.Database().OpenAsync(default))
        {
            await session.ExecuteAsync("DELETE FROM rota_weekday WHERE weekday = 6", null, default);
        }

        var text = (await home.RunAsync("rota", "--from", "2026-12-23", "--to", "2026-12-26")).IsDone().Output;
        var json = (await home.RunAsync("rota", "--from", "2026-12-23", "--to", "2026-12-26", "--json")).IsDone().Json;

        Assert.Contains("Thu 2026-12-24  NO ROOM: the rota says that nobody lends one", text);
        Assert.Contains("Fri 2026-12-25  Andreaskyrkan", text);
        Assert.Contains("an exception for this date", text);
        Assert.Contains("Sat 2026-12-26  NO ROOM: nobody is on the rota for this weekday", text);
        Assert.Contains("No room on 2 of 4 nights: 2026-12-24, 2026-12-26.", text);
        Assert.Equal(
            ["lent", "closed", "lent", "nobody"],
            json.GetProperty("nights").EnumerateArray().Select(night => night.GetProperty("state").GetString())
        );
        Assert.Equal(
            ["2026-12-24", "2026-12-26"],
            json.GetProperty("holes").EnumerateArray().Select(night => night.GetString())
        );
    }

    [Fact]
    public async Task It_is_written_as_a_calendar()
    {
        var run = (
            await home.RunAsync("rota", "--ics", home.File("rota.ics"), "--from", "2026-12-01", "--to", "2026-12-02")
        ).IsDone();

        Assert.Contains("rota.ics", run.Output);
        var feed = await File.ReadAllTextAsync(home.File("rota.ics"));
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", feed);
        Assert.Equal(2, feed.Split("BEGIN:VEVENT").Length - 1);
    }
}
