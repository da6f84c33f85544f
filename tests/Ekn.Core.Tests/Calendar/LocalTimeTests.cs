using System.Globalization;
using Ekn.Core.Weather;
using Ekn.Simulators.Clock;

namespace Ekn.Core.Calendar;

public sealed class LocalTimeTests
{
    private static readonly LocalTime Time = Stockholm.Time;

    [Theory]
    [InlineData("2026-12-01 12:00", "2026-12-01T11:00:00Z")] // winter
    [InlineData("2026-07-01 12:00", "2026-07-01T10:00:00Z")] // summer
    [InlineData("2027-03-28 01:59", "2027-03-28T00:59:00Z")]
    [InlineData("2027-03-28 02:00", "2027-03-28T01:00:00Z")] // these are skipped, and all are the instant of the jump
    [InlineData("2027-03-28 02:30", "2027-03-28T01:00:00Z")]
    [InlineData("2027-03-28 02:59", "2027-03-28T01:00:00Z")]
    [InlineData("2027-03-28 03:00", "2027-03-28T01:00:00Z")]
    [InlineData("2027-03-28 03:01", "2027-03-28T01:01:00Z")]
    [InlineData("2026-10-25 01:59", "2026-10-24T23:59:00Z")]
    [InlineData("2026-10-25 02:00", "2026-10-25T00:00:00Z")] // these come twice, and the first counts
    [InlineData("2026-10-25 02:59", "2026-10-25T00:59:00Z")]
    [InlineData("2026-10-25 03:00", "2026-10-25T02:00:00Z")]
    public void A_local_time_is_one_instant_also_when_the_clocks_change(string local, string instant)
    {
        var at = Stockholm.At(local);
        Assert.Equal(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), at);
        Assert.Equal(TimeSpan.Zero, at.Offset);
    }

    [Theory]
    [InlineData("2027-03-28")]
    [InlineData("2026-10-25")]
    [InlineData("2026-12-01")]
    public void A_later_local_time_is_never_an_earlier_instant(string date)
    {
        var day = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var instants = Enumerable.Range(0, 24 * 60).Select(m => Time.At(day, TimeOnly.MinValue.AddMinutes(m))).ToList();
        Assert.Equal(instants.Order(), instants);
    }

    [Fact]
    public void Today_is_the_local_date()
    {
        var clock = new ManualClock(DateTimeOffset.Parse("2026-11-30T22:59:59Z", CultureInfo.InvariantCulture));
        var time = new LocalTime(clock, Stockholm.Zone);
        Assert.Equal(new DateOnly(2026, 11, 30), time.Today);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new DateOnly(2026, 12, 1), time.Today);
        Assert.Equal(TimeSpan.FromHours(1), time.ToLocal(time.Now).Offset);
    }

    [Theory]
    [InlineData("2026-12-01 12:00", "2026-12-01")]
    [InlineData("2026-12-01 23:59", "2026-12-01")]
    [InlineData("2026-12-02 00:30", "2026-12-01")] // it is still the night that began yesterday evening
    [InlineData("2026-12-02 08:59", "2026-12-01")]
    [InlineData("2026-12-02 09:00", "2026-12-02")]
    [InlineData("2027-01-01 00:30", "2026-12-31")]
    [InlineData("2027-03-28 03:30", "2027-03-27")]
    public void Until_the_morning_ends_it_is_still_last_night(string local, string night) =>
        Assert.Equal(Night.Parse(night), Time.NightAt(Stockholm.At(local), new TimeOnly(9, 0)));

    [Theory]
    [InlineData("2026-12-01", 15)]
    [InlineData("2027-03-27", 14)] // the clocks go forward
    [InlineData("2026-10-24", 16)] // and back
    [InlineData("2026-12-31", 15)]
    public void The_window_of_a_night_has_its_real_length(string night, int hours)
    {
        var span = NightWindow.Default.Of(Night.Parse(night), Time);

        Assert.Equal(TimeSpan.FromHours(hours), span.End - span.Start);
        Assert.True(span.Contains(span.Start) && span.Contains(span.End));
        Assert.False(span.Contains(span.Start.AddTicks(-1)) || span.Contains(span.End.AddTicks(1)));
    }

    [Theory]
    [InlineData(-2, -1, false)]
    [InlineData(-2, 0, true)] // ends as the night begins
    [InlineData(15, 16, true)] // begins as it ends
    [InlineData(16, 17, false)]
    [InlineData(-2, 17, true)]
    [InlineData(3, 4, true)]
    public void A_time_overlaps_the_night_when_they_share_an_instant(int from, int to, bool overlaps)
    {
        var span = NightWindow.Default.Of(Night.Parse("2026-12-01"), Time);
        Assert.Equal(overlaps, span.Overlaps(span.Start.AddHours(from), span.Start.AddHours(to)));
    }

    [Fact]
    public void A_time_without_end_overlaps_every_night_from_its_beginning_on()
    {
        var span = NightWindow.Default.Of(Night.Parse("2026-12-01"), Time);
        Assert.True(span.Overlaps(span.Start.AddDays(-30), null));
        Assert.True(span.Overlaps(span.End, null));
        Assert.False(span.Overlaps(span.End.AddSeconds(1), null));
    }

    [Theory]
    [InlineData("2026-10-31", false)]
    [InlineData("2026-11-01", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", true)]
    [InlineData("2028-02-29", true)]
    [InlineData("2027-03-31", true)]
    [InlineData("2027-04-01", false)]
    [InlineData("2026-07-15", false)]
    public void The_season_counts_the_date_of_the_evening(string night, bool inSeason) =>
        Assert.Equal(inSeason, Season.Default.Contains(Night.Parse(night)));

    [Theory]
    [InlineData("2026-04-30", false)]
    [InlineData("2026-05-01", true)]
    [InlineData("2026-06-15", true)]
    [InlineData("2026-09-01", false)]
    public void A_season_may_lie_within_one_year(string night, bool inSeason) =>
        Assert.Equal(inSeason, new Season(5, 1, 8, 31).Contains(Night.Parse(night)));
}
