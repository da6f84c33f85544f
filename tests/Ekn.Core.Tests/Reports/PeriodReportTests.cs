using Ekn.Core.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Reports;

public sealed class PeriodReportTests
{
    [Fact]
    public void The_total_is_the_sum_of_the_months_and_the_sum_of_the_nights()
    {
        var count = Gen.Choose(0, 300);
        var night =
            from day in Gen.Choose(0, 180)
            from women in count
            from men in count
            from notStated in count
            from turnedAway in count
            from incidents in count
            from capacity in Gen.Choose(1, 200)
            from reported in Gen.Elements(true, true, true, false)
            select new NightFigures(
                new Night(new DateOnly(2017, 11, 1).AddDays(day)),
                reported
                    ? new Figures
                    {
                        Nights = 1,
                        NightsReported = 1,
                        Capacity = capacity,
                        Women = women,
                        Men = men,
                        NotStated = notStated,
                        TurnedAway = turnedAway,
                        Threats = incidents,
                        Violence = incidents / 2,
                        Police = incidents / 3,
                        Ambulance = incidents / 4,
                        Minors = incidents / 5,
                    }
                    : new Figures { Nights = 1 },
                reported
            );
        var period = ReportPeriod.Parse("2017-11-01", "2018-04-30", out _)!;

        Prop.ForAll(
                night.ListOf().Select(nights => nights.DistinctBy(one => one.Night).ToList()).ToArbitrary(),
                nights =>
                {
                    var report = PeriodReport.Of(period, nights, Figures.None);
                    long Sum(Func<Figures, long> figure) => nights.Sum(one => figure(one.Figures));
                    return report.Total
                            == report.Months.Select(month => month.Figures).Aggregate(Figures.None, Figures.Add)
                        && report.Total == report.Nights.Select(one => one.Figures).Aggregate(Figures.None, Figures.Add)
                        && report.Total.Guests == Sum(f => f.Women) + Sum(f => f.Men) + Sum(f => f.NotStated)
                        && report.Total.Minors == Sum(f => f.Minors)
                        && report.Total.TurnedAway == Sum(f => f.TurnedAway)
                        && report.Total.Capacity == Sum(f => f.Capacity)
                        && report.Total.Nights == nights.Count
                        && report.NotReported.Count() == nights.Count(one => !one.IsReported)
                        && report.IsEmpty == (nights.Count == 0)
                        && report.Months.Count == 6;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_night_belongs_to_the_month_of_its_evening()
    {
        var period = ReportPeriod.Parse("2018-01-01", "2018-02-28", out _)!;
        var last = new NightFigures(Night.Parse("2018-01-31"), new Figures { Nights = 1, Women = 4 }, IsReported: true);

        var report = PeriodReport.Of(period, [last], Figures.None);

        Assert.Equal([4, 0], report.Months.Select(month => month.Figures.Women));
    }
}
