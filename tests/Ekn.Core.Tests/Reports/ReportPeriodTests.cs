namespace Ekn.Core.Reports;

public sealed class ReportPeriodTests
{
    [Theory]
    [InlineData("2018-04-30", "2017-11-01", "The period ends before it begins: --from is later than --to.")]
    [InlineData("2017-11-01", "2017-10-31", "The period ends before it begins: --from is later than --to.")]
    [InlineData("2017-11-31", "2018-04-30", "--from and --to must be dates written as 2017-11-01.")]
    [InlineData("2017-11-01", "april", "--from and --to must be dates written as 2017-11-01.")]
    [InlineData(null, "2018-04-30", "--from and --to must be dates written as 2017-11-01.")]
    [InlineData("0001-01-01", "0001-01-31", "The period lies outside the calendar.")]
    [InlineData("9999-12-01", "9999-12-31", "The period lies outside the calendar.")]
    [InlineData("1990-01-01", "2020-01-01", "The period is longer than 20 years.")]
    public void A_period_that_cannot_be_reported_is_refused_with_a_sentence(string? from, string to, string expected)
    {
        Assert.Null(ReportPeriod.Parse(from, to, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void One_night_is_a_period()
    {
        var period = ReportPeriod.Parse("2018-02-26", "2018-02-26", out var problem);

        Assert.Equal("", problem);
        Assert.Equal([new DateOnly(2018, 2, 1)], period!.Months);
    }

    [Theory]
    [InlineData("2017-11-01", "2018-04-30", "2016-11-01", "2017-04-30")]
    [InlineData("2019-12-01", "2020-02-29", "2018-12-01", "2019-02-28")] // this year's February is longer
    [InlineData("2020-12-01", "2021-02-28", "2019-12-01", "2020-02-29")] // last year's was
    [InlineData("2020-12-01", "2021-02-27", "2019-12-01", "2020-02-27")]
    [InlineData("2020-02-29", "2020-02-29", "2019-02-28", "2019-02-28")]
    public void The_same_period_last_year_ends_with_February_where_this_one_does(
        string from,
        string to,
        string lastFrom,
        string lastTo
    )
    {
        var last = ReportPeriod.Parse(from, to, out _)!.LastYear;

        Assert.Equal((lastFrom, lastTo), (last.From.ToString("yyyy-MM-dd"), last.To.ToString("yyyy-MM-dd")));
    }

    [Fact]
    public void Every_month_that_the_period_touches_is_there_once()
    {
        var period = ReportPeriod.Parse("2017-11-30", "2018-02-01", out _)!;

        Assert.Equal([11, 12, 1, 2], period.Months.Select(month => month.Month));
    }
}
