namespace Ekn.Core.Calendar;

public sealed class NightTests
{
    [Theory]
    [InlineData("2026-12-01")]
    [InlineData("2027-02-28")]
    [InlineData("2028-02-29")]
    public void A_night_is_written_as_the_date_of_its_evening(string text)
    {
        Assert.Equal(text, Night.Parse(text).ToString());
        Assert.True(Night.TryParse(text, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-12-1")]
    [InlineData("2026-12-01 ")]
    [InlineData("1/12 2026")]
    [InlineData("20261201")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-12-01T18:00")]
    public void Nothing_else_is_a_night(string? text)
    {
        Assert.False(Night.TryParse(text, out _));
        Assert.Contains(
            "write the date of its evening",
            Assert.Throws<FormatException>(() => Night.Parse(text!)).Message
        );
    }

    [Fact]
    public void A_night_runs_into_the_next_morning_over_the_turn_of_the_year()
    {
        var night = Night.Parse("2026-12-31");

        Assert.Equal(new DateOnly(2027, 1, 1), night.Morning);
        Assert.Equal(DayOfWeek.Thursday, night.Weekday);
        Assert.Equal(Night.Parse("2027-01-01"), night.Next);
        Assert.Equal(night, night.Next.Previous);
    }

    [Fact]
    public void Nights_are_ordered_by_their_evenings()
    {
        var (first, second) = (Night.Parse("2026-12-31"), Night.Parse("2027-01-01"));

        Assert.True(first < second && second > first && first <= second && second >= first);
        Assert.True(first <= first.AddDays(0) && first >= first.AddDays(0));
        Assert.Equal([first, second], new[] { second, first }.Order());
    }
}
