using static Ekn.Core.Nights.Asking.AnswerRates;

namespace Ekn.Core.Nights.Asking;

public sealed class AnswerRatesTests
{
    private static readonly Situation WeekdayNoon = new(DayOfWeek.Tuesday, DayPart.Day, LeadTime.SameDay);
    private static readonly Situation WeekendEvening = new(DayOfWeek.Saturday, DayPart.Evening, LeadTime.Hours);

    [Fact]
    public void Before_anything_is_measured_the_setting_holds() =>
        Assert.Equal(0.08, new AnswerRates(0.08, []).Yes(WeekdayNoon), 6);

    [Fact]
    public void A_few_answers_move_it_a_little()
    {
        var rate = new AnswerRates(0.1, Asks(WeekdayNoon, asked: 5, yes: 5)).Yes(WeekdayNoon);
        Assert.InRange(rate, 0.11, 0.35);
    }

    [Fact]
    public void Many_answers_decide_it() =>
        Assert.Equal(0.3, new AnswerRates(0.08, Asks(WeekdayNoon, asked: 5000, yes: 1500)).Yes(WeekdayNoon), 2);

    [Fact]
    public void Each_situation_has_its_own_rate_and_an_unknown_one_the_rate_of_all()
    {
        var rates = new AnswerRates(0.08, [.. Asks(WeekdayNoon, 1000, 50), .. Asks(WeekendEvening, 1000, 250)]);
        Assert.Equal(0.05, rates.Yes(WeekdayNoon), 0.01);
        Assert.Equal(0.25, rates.Yes(WeekendEvening), 0.01);
        Assert.Equal(0.15, rates.Yes(new(DayOfWeek.Tuesday, DayPart.Morning, LeadTime.DayAhead)), 0.01);
    }

    [Fact]
    public void A_rate_is_never_zero_so_that_no_wave_is_endless() =>
        Assert.True(new AnswerRates(0.01, Asks(WeekdayNoon, 100_000, 0)).Yes(WeekdayNoon) >= 0.005);

    [Theory]
    [InlineData("2026-12-01T12:05", 6, DayOfWeek.Tuesday, DayPart.Day, LeadTime.SameDay)]
    [InlineData("2026-12-05T08:59", 12, DayOfWeek.Saturday, DayPart.Morning, LeadTime.DayAhead)]
    [InlineData("2026-12-06T17:00", 2.9, DayOfWeek.Sunday, DayPart.Evening, LeadTime.Hours)]
    [InlineData("2026-12-07T16:59", 3, DayOfWeek.Monday, DayPart.Day, LeadTime.SameDay)]
    [InlineData("2026-12-07T16:59", -1, DayOfWeek.Monday, DayPart.Day, LeadTime.Hours)]
    public void A_situation_is_told_by_local_day_hour_and_lead_time(
        string local,
        double hoursAhead,
        DayOfWeek weekday,
        DayPart part,
        LeadTime lead
    ) =>
        Assert.Equal(
            new Situation(weekday, part, lead),
            Situation.Of(
                DateTimeOffset.Parse(local + "+01:00", System.Globalization.CultureInfo.InvariantCulture),
                TimeSpan.FromHours(hoursAhead)
            )
        );

    private static IEnumerable<Measured> Asks(Situation situation, int asked, int yes) =>
        Enumerable.Range(0, asked).Select(i => new Measured(situation, i < yes));
}
