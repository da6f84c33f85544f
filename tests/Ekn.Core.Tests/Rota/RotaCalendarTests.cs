using Ekn.Core.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Rota;

public sealed class RotaCalendarTests
{
    private static readonly Premises Matteus = new() { Id = 1, Name = "St Matteus" };
    private static readonly Premises Norrmalm = new() { Id = 2, Name = "Norrmalmskyrkan" };
    private static readonly Night Tuesday = Night.Parse("2019-12-03");

    [Fact]
    public void A_weekday_without_an_entry_has_nobody_rostered()
    {
        var rota = Rota([new(DayOfWeek.Monday, Matteus.Id, null, null)], []);

        Assert.IsType<NightRota.NobodyRostered>(rota.On(Tuesday));
        Assert.IsType<NightRota.Lent>(rota.On(Tuesday.Previous));
    }

    [Fact]
    public void A_date_wins_over_its_weekday()
    {
        var rota = Rota([new(DayOfWeek.Tuesday, Matteus.Id, null, null)], [new(Tuesday, Norrmalm.Id)]);

        var lent = Assert.IsType<NightRota.Lent>(rota.On(Tuesday));
        Assert.Equal([Norrmalm], lent.Premises);
        Assert.True(lent.ByException);
        Assert.Equal([Matteus], Assert.IsType<NightRota.Lent>(rota.On(Tuesday.AddDays(7))).Premises);
    }

    [Fact]
    public void A_date_without_premises_is_closed_though_its_weekday_has_some()
    {
        var rota = Rota([new(DayOfWeek.Tuesday, Matteus.Id, null, null)], [new(Tuesday, null)]);

        Assert.IsType<NightRota.Closed>(rota.On(Tuesday));
    }

    [Fact]
    public void Several_rooms_may_be_lent_on_one_night()
    {
        var rota = Rota(
            [new(DayOfWeek.Tuesday, Matteus.Id, null, null), new(DayOfWeek.Tuesday, Norrmalm.Id, null, null)],
            []
        );

        Assert.Equal([Matteus, Norrmalm], Assert.IsType<NightRota.Lent>(rota.On(Tuesday)).Premises);
    }

    [Theory]
    [InlineData("2019-11-26", false)]
    [InlineData("2019-12-03", true)] // the first day
    [InlineData("2019-12-10", true)] // the last day
    [InlineData("2019-12-17", false)]
    public void Validity_includes_both_its_dates(string night, bool lent)
    {
        var rota = Rota([new(DayOfWeek.Tuesday, Matteus.Id, new(2019, 12, 3), new(2019, 12, 10))], []);

        Assert.Equal(lent, rota.On(Night.Parse(night)) is NightRota.Lent);
    }

    [Fact]
    public void Nobody_is_ever_an_empty_list()
    {
        var day = Gen.Choose(1, 40).Select(number => new DateOnly(2019, 12, 1).AddDays(number));
        var end = Gen.OneOf(day.Select(date => (DateOnly?)date), Gen.Constant((DateOnly?)null));
        var weekday =
            from number in Gen.Choose(0, 6)
            from room in Gen.Elements(Matteus.Id, Norrmalm.Id)
            from first in end
            from last in end
            select new WeekdayEntry((DayOfWeek)number, room, first, last);
        var date =
            from evening in day
            from room in Gen.Elements<long?>(Matteus.Id, Norrmalm.Id, null)
            select new DateEntry(new Night(evening), room);
        var rotas =
            from weekdays in weekday.ListOf()
            from dates in date.ListOf()
            from night in day
            select (weekdays, dates, new Night(night));

        Prop.ForAll(
                rotas.ToArbitrary(),
                sample =>
                {
                    var (weekdays, dates, night) = sample;
                    var exceptions = dates.Where(entry => entry.Night == night).ToList();
                    return Rota(weekdays, dates).On(night) switch
                    {
                        NightRota.Lent lent => lent.Premises.Count > 0
                            && lent.Premises.Distinct().Count() == lent.Premises.Count
                            && lent.ByException == (exceptions.Count > 0),
                        NightRota.Closed => exceptions.Count > 0 && exceptions.TrueForAll(e => e.PremisesId is null),
                        _ => exceptions.Count == 0 && !weekdays.Any(entry => entry.Covers(night)),
                    };
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Two_validities_overlap_exactly_when_one_night_is_covered_by_both()
    {
        var day = Gen.Choose(0, 30).Select(number => (DateOnly?)new DateOnly(2019, 12, 1).AddDays(number * 7));
        var end = Gen.OneOf(day, Gen.Constant((DateOnly?)null));
        var entry =
            from first in end
            from last in end
            where first is null || last is null || first <= last
            select new WeekdayEntry(DayOfWeek.Sunday, 1, first, last);

        Prop.ForAll(
                entry.Two().ToArbitrary(),
                pair =>
                {
                    var (left, right) = pair;
                    var both = Enumerable
                        .Range(-10, 60)
                        .Select(week => new Night(new DateOnly(2019, 12, 1).AddDays(week * 7)))
                        .Any(night => left.Covers(night) && right.Covers(night));
                    return left.Overlaps(right) == both && right.Overlaps(left) == both;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static RotaCalendar Rota(IEnumerable<WeekdayEntry> weekdays, IEnumerable<DateEntry> dates) =>
        new([Matteus, Norrmalm], weekdays, dates);
}
