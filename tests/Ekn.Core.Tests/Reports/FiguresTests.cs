namespace Ekn.Core.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(1, 200, 1)] // 0.5 goes up
    [InlineData(99, 20000, 0)] // 0.495 does not
    [InlineData(5, 200, 3)] // 2.5 goes up, not to the even 2
    [InlineData(7, 200, 4)] // 3.5
    [InlineData(1, 3, 33)]
    [InlineData(2, 3, 67)]
    [InlineData(-5, 200, -3)] // a change of −2.5: away from zero
    [InlineData(230, 115, 200)] // two guests for each place
    [InlineData(0, 115, 0)]
    [InlineData(0, 0, null)]
    public void Percentages_are_whole_and_rounded_half_away_from_zero(long part, long whole, int? expected)
    {
        Assert.Equal(expected, Figures.Percent(part, whole));
    }

    [Theory]
    [InlineData(2420, 22, "110")]
    [InlineData(1, 3, "0.3")]
    [InlineData(5, 4, "1.3")] // 1.25 goes up
    [InlineData(7, 20, "0.4")] // 0.35
    [InlineData(0, 4, "0.0")]
    public void The_average_has_one_decimal(int guests, int nights, string expected)
    {
        var figures = new Figures { Women = guests, NightsReported = nights };

        Assert.Equal(decimal.Parse(expected), figures.AveragePerNight);
    }

    [Fact]
    public void Nothing_counted_has_no_percentages_and_no_average()
    {
        Assert.Null(Figures.None.WomenPercent);
        Assert.Null(Figures.None.MenPercent);
        Assert.Null(Figures.None.NotStatedPercent);
        Assert.Null(Figures.None.OccupancyPercent);
        Assert.Null(Figures.None.AveragePerNight);
    }

    [Theory]
    [InlineData(150, 100, 50)]
    [InlineData(50, 100, -50)]
    [InlineData(0, 7, -100)]
    [InlineData(7, 0, null)]
    public void A_change_is_told_against_something(long now, long then, int? expected)
    {
        Assert.Equal(expected, Figures.ChangePercent(now, then));
    }
}
