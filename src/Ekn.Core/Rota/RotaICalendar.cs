using System.Globalization;
using System.Text;
using Ekn.Core.Calendar;

namespace Ekn.Core.Rota;

/// <summary>
/// Writes the rota as an iCalendar feed (RFC 5545): one event for each room and night, in Swedish local time with its
/// zone described. It holds rooms and addresses and nobody's name or number. An event keeps its UID between feeds, so a
/// calendar program moves it rather than doubling it.
/// </summary>
public static class RotaICalendar
{
    private const int LongestLine = 75;

    // The rule of the European Union since 1996.
    private static readonly string[] Zone =
    [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Stockholm",
        "BEGIN:DAYLIGHT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    ];

    /// <summary>The nights from the first to the last, both included. Nights without a room have no event.</summary>
    /// <param name="name">What calendar programs call the feed.</param>
    /// <param name="stamp">The instant of writing.</param>
    public static string Write(
        RotaCalendar rota,
        Night first,
        Night last,
        NightWindow window,
        string name,
        DateTimeOffset stamp
    )
    {
        var feed = new StringBuilder();
        Line(feed, "BEGIN:VCALENDAR");
        Line(feed, "VERSION:2.0");
        Line(feed, "PRODID:-//Ekn//Rota//SV");
        Line(feed, "CALSCALE:GREGORIAN");
        Line(feed, "METHOD:PUBLISH");
        Line(feed, "X-WR-CALNAME:" + Escaped(name));
        foreach (var line in Zone)
        {
            Line(feed, line);
        }
        for (var night = first; night <= last; night = night.Next)
        {
            if (rota.On(night) is not NightRota.Lent lent)
            {
                continue;
            }
            foreach (var premises in lent.Premises)
            {
                Event(feed, night, premises, window, stamp);
            }
        }
        Line(feed, "END:VCALENDAR");
        return feed.ToString();
    }

    private static void Event(
        StringBuilder feed,
        Night night,
        Premises premises,
        NightWindow window,
        DateTimeOffset stamp
    )
    {
        Line(feed, "BEGIN:VEVENT");
        Line(feed, string.Create(CultureInfo.InvariantCulture, $"UID:rota-{night}-{premises.Id}@ekn"));
        Line(feed, "DTSTAMP:" + stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        Line(feed, "DTSTART;TZID=Europe/Stockholm:" + Local(night.Evening, window.From));
        Line(feed, "DTEND;TZID=Europe/Stockholm:" + Local(night.Morning, window.To));
        Line(feed, "SUMMARY:" + Escaped(premises.Name));
        if (premises.Address.Length > 0)
        {
            Line(feed, "LOCATION:" + Escaped(premises.Address));
        }
        if (premises.Church != premises.Name)
        {
            Line(feed, "DESCRIPTION:" + Escaped(premises.Church));
        }
        // The rota is a plan: it makes nobody busy.
        Line(feed, "TRANSP:TRANSPARENT");
        Line(feed, "END:VEVENT");
    }

    private static string Local(DateOnly date, TimeOnly time) =>
        date.ToDateTime(time).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\")
            .Replace(";", "\\;")
            .Replace(",", "\\,")
            .Replace("\r\n", "\\n")
            .Replace("\n", "\\n")
            .Replace("\r", "\\n");

    /// <summary>Folded at 75 octets (section 3.1), never inside a letter.</summary>
    private static void Line(StringBuilder feed, string content)
    {
        var octets = 0;
        foreach (var rune in content.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                feed.Append("\r\n ");
                octets = 1;
            }
            feed.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        feed.Append("\r\n");
    }
}
