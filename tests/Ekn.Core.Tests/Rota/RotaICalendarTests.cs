using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Ekn.Core.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Rota;

public sealed class RotaICalendarTests
{
    private static readonly DateTimeOffset Stamp = new(2019, 10, 1, 10, 30, 0, TimeSpan.FromHours(2));

    [Fact]
    public void An_event_has_the_room_the_address_and_the_hours_of_the_night()
    {
        var feed = Write(Room("St Matteus", "Vanadisvägen 1, Stockholm"), "2019-12-02", "2019-12-02");

        var lines = Unfolded(feed);
        Assert.Contains("UID:rota-2019-12-02-7@ekn", lines);
        Assert.Contains("DTSTAMP:20191001T083000Z", lines);
        Assert.Contains("DTSTART;TZID=Europe/Stockholm:20191202T180000", lines);
        Assert.Contains("DTEND;TZID=Europe/Stockholm:20191203T090000", lines);
        Assert.Contains("SUMMARY:St Matteus", lines);
        Assert.Contains("LOCATION:Vanadisvägen 1\\, Stockholm", lines);
    }

    [Fact]
    public void Nobodys_name_number_or_address_is_in_the_feed()
    {
        var room = Room("St Matteus", "Vägen 1") with
        {
            ContactName = "Maria Exempel",
            Email = "maria@example.org",
            Phone = Channels.Sms.PhoneNumber.Parse("+46701740611"),
        };

        var feed = Write(room, "2019-12-02", "2019-12-02");

        Assert.DoesNotContain("Maria", feed);
        Assert.DoesNotContain("example.org", feed);
        Assert.DoesNotContain("174", feed);
    }

    [Fact]
    public void The_same_night_has_the_same_UID_in_every_feed_and_each_event_its_own()
    {
        var first = Uids(Write(Room("A", ""), "2019-12-01", "2019-12-31"));
        var later = Uids(Write(Room("B", ""), "2019-12-09", "2020-01-31"));

        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(5, first.Length); // the Mondays of December
        Assert.Equal(first.Skip(1), later.Take(4));
    }

    [Fact]
    public void Nights_without_a_room_have_no_event()
    {
        var feed = Write(Room("A", ""), "2019-12-03", "2019-12-08");

        Assert.DoesNotContain("VEVENT", feed);
        Assert.EndsWith("END:VTIMEZONE\r\nEND:VCALENDAR\r\n", feed);
    }

    [Fact]
    public void Every_line_has_at_most_75_octets_ends_in_CRLF_and_unfolds_to_what_was_written()
    {
        var text = Gen.Elements('a', 'å', '–', ',', ';', '\\', '\n', ' ', ':')
            .ArrayOf()
            .Select(letters => "x" + new string(letters) + new string(letters));
        Prop.ForAll(
                text.ToArbitrary(),
                name =>
                {
                    var feed = Write(Room(name, name), "2019-12-02", "2019-12-02");
                    var summary = Unfolded(feed).Single(line => line.StartsWith("SUMMARY:"))["SUMMARY:".Length..];
                    return feed.EndsWith("\r\n")
                        && !feed.Replace("\r\n", "").Contains('\n')
                        && feed.Split("\r\n").All(line => Encoding.UTF8.GetByteCount(line) <= 75)
                        && Unescaped(summary) == name;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [PythonICalendarFact]
    public async Task An_independent_program_reads_the_same_instants_on_the_nights_when_the_clocks_change()
    {
        var name = "Västermalms församling; stora salen, \\ ingång från gården och sedan två trappor upp till vänster";
        var feed =
            Write(Room(name, "Vägen 1, Stockholm"), "2019-10-21", "2019-12-31").Replace("\r\nEND:VCALENDAR\r\n", "")
            + "\r\n"
            + Write(Room(name, "", DayOfWeek.Saturday), "2020-03-28", "2020-03-28").Split("END:VTIMEZONE\r\n")[1];
        const string Script = """
            import sys, icalendar, datetime
            calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
            for event in calendar.walk('VEVENT'):
                print(event['UID'], event['DTSTART'].dt.astimezone(datetime.timezone.utc).isoformat(),
                      event['DTEND'].dt.astimezone(datetime.timezone.utc).isoformat(), event['SUMMARY'])
            """;

        var lines = (await PythonAsync(Script, feed)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(12, lines.Length);
        Assert.Equal($"rota-2019-10-21-7@ekn 2019-10-21T16:00:00+00:00 2019-10-22T07:00:00+00:00 {name}", lines[0]);
        Assert.Equal($"rota-2019-10-28-7@ekn 2019-10-28T17:00:00+00:00 2019-10-29T08:00:00+00:00 {name}", lines[1]);
        Assert.Equal($"rota-2020-03-28-7@ekn 2020-03-28T17:00:00+00:00 2020-03-29T07:00:00+00:00 {name}", lines[^1]);
    }

    private static Premises Room(string name, string address, DayOfWeek weekday = DayOfWeek.Monday) =>
        new()
        {
            Id = 7,
            Name = name,
            Church = name,
            Address = address,
            ChurchId = (long)weekday,
        };

    private static string Write(Premises room, string first, string last) =>
        RotaICalendar.Write(
            new RotaCalendar([room], [new((DayOfWeek)room.ChurchId, room.Id, null, null)], []),
            Night.Parse(first),
            Night.Parse(last),
            NightWindow.Default,
            "EKN",
            Stamp
        );

    private static string[] Unfolded(string feed) => feed.Replace("\r\n ", "").Split("\r\n");

    private static string[] Uids(string feed) => [.. Unfolded(feed).Where(line => line.StartsWith("UID:"))];

    private static string Unescaped(string text) =>
        Regex.Replace(text, @"\\(.)", match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value);

    private static async Task<string> PythonAsync(string script, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", ["-c", script])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                StandardInputEncoding = new UTF8Encoding(false),
                Environment = { ["PYTHONIOENCODING"] = "utf-8" },
            }
        )!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PythonICalendarFactAttribute : FactAttribute
    {
        public PythonICalendarFactAttribute()
        {
            if (!Directory.Exists("/usr/lib/python3/dist-packages/icalendar"))
            {
                Skip = "Python's icalendar is not installed (apt-get install python3-icalendar).";
            }
        }
    }
}
