using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Weather;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Tests.Dispatch;

public sealed class QuietHoursTests
{
    private static readonly LocalTime Time = Stockholm.Time;

    // The season with both of its clock changes, in minutes.
    private static readonly DateTimeOffset First = Stockholm.At("2026-10-20 00:00");
    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Choose(0, 165 * 24 * 60)
        .Select(minutes => First.AddMinutes(minutes));

    private static readonly Gen<TimeOnly> AnyTime = Gen.Choose(0, (24 * 60) - 1)
        .Select(minutes => TimeOnly.MinValue.AddMinutes(minutes));

    [Theory]
    [InlineData("2026-12-01 21:59", null)]
    [InlineData("2026-12-01 22:00", "2026-12-02 07:00")]
    [InlineData("2026-12-01 23:59", "2026-12-02 07:00")]
    [InlineData("2026-12-02 00:00", "2026-12-02 07:00")]
    [InlineData("2026-12-02 06:59", "2026-12-02 07:00")]
    [InlineData("2026-12-02 07:00", null)]
    [InlineData("2026-12-31 23:30", "2027-01-01 07:00")]
    [InlineData("2027-03-27 22:00", "2027-03-28 07:00")] // eight hours long
    [InlineData("2026-10-24 22:00", "2026-10-25 07:00")] // ten
    public void Nobody_is_asked_between_ten_and_seven(string now, string? notBefore) =>
        Assert.Equal(
            notBefore is null ? null : Stockholm.At(notBefore),
            Hours().NotBefore("call-volunteer", "volunteer:1", Stockholm.At(now))
        );

    [Theory]
    [InlineData("called-off")]
    [InlineData("early-off")]
    [InlineData("moved")]
    [InlineData("room-left")]
    [InlineData("room-closed")]
    [InlineData("booked")]
    [InlineData("booked-early")]
    [InlineData("opens-booked")]
    [InlineData("withdrawn")]
    [InlineData("declined")]
    [InlineData("full-waiting")]
    [InlineData("on-reserve")]
    [InlineData("stopped")]
    [InlineData("unclear")]
    [InlineData("sign-in")]
    [InlineData("note")]
    [InlineData("a purpose of tomorrow")]
    public void What_must_be_known_or_was_just_asked_for_goes_at_any_hour(string purpose) =>
        Assert.Null(Hours().NotBefore(purpose, "volunteer:1", Stockholm.At("2026-12-02 03:00")));

    [Theory]
    [InlineData("coordinator:c1")]
    [InlineData("premises:1")]
    [InlineData("sitelead:s1")]
    [InlineData("city:k1")]
    public void Who_holds_a_function_is_told_at_any_hour(string recipient)
    {
        foreach (var purpose in Leisurely.All)
        {
            Assert.Null(Hours().NotBefore(purpose, recipient, Stockholm.At("2026-12-02 03:00")));
        }
    }

    [Theory]
    [InlineData("22:00", "22:00")]
    [InlineData("00:00", "00:00")]
    public void The_same_time_twice_means_no_quiet_hours(string from, string to)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            Assert.Null(Hours(from, to).Until(Stockholm.At($"2026-12-01 {hour:00}:00")));
        }
    }

    [Theory]
    [InlineData("2026-12-01 12:59", null)]
    [InlineData("2026-12-01 13:00", "2026-12-01 15:00")]
    [InlineData("2026-12-01 15:00", null)]
    [InlineData("2026-12-02 00:00", null)]
    public void They_may_lie_within_one_day(string now, string? until) =>
        Assert.Equal(until is null ? null : Stockholm.At(until), Hours("13:00", "15:00").Until(Stockholm.At(now)));

    [Fact]
    public void They_end_once_where_autumn_has_half_past_two_twice()
    {
        var hours = Hours("22:00", "02:30");
        var first = Stockholm.At("2026-10-25 02:30");
        Assert.Equal(first, hours.Until(first.AddMinutes(-1)));
        for (var minutes = 0; minutes < 120; minutes++)
        {
            Assert.Null(hours.Until(first.AddMinutes(minutes)));
        }
    }

    [Fact]
    public void They_end_when_the_clocks_jump_over_their_end()
    {
        var jump = Stockholm.At("2027-03-28 03:00");
        Assert.Equal(jump, Hours("22:00", "02:30").Until(jump.AddMinutes(-1)));
        Assert.Null(Hours("22:00", "02:30").Until(jump));
        // Both ends are skipped: there is nothing left to be quiet in.
        Assert.Null(Hours("02:10", "02:40").Until(jump.AddMinutes(-1)));
        Assert.Null(Hours("02:10", "02:40").Until(jump));
    }

    [Fact]
    public void Whoever_waits_waits_for_a_later_instant_that_is_not_quiet_itself() =>
        Prop.ForAll(
                AnyInstant.ToArbitrary(),
                AnyTime.Two().ToArbitrary(),
                (now, ends) =>
                    Hours(ends.Item1, ends.Item2).Until(now) is not { } until
                    || (
                        until > now
                        && until - now <= TimeSpan.FromHours(25)
                        && Hours(ends.Item1, ends.Item2).Until(until) is null
                    )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Until_they_end_every_instant_is_quiet_and_ends_the_same() =>
        Prop.ForAll(
                AnyInstant.ToArbitrary(),
                Gen.Choose(0, 100).ToArbitrary(),
                (now, percent) =>
                    Hours().Until(now) is not { } until
                    || percent == 100
                    || Hours().Until(now + ((until - now) * percent / 100)) == until
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Between_seven_and_ten_nobody_waits_on_any_day_of_the_season() =>
        Prop.ForAll(
                AnyInstant.ToArbitrary(),
                now =>
                {
                    var local = TimeOnly.FromDateTime(Time.ToLocal(now).DateTime);
                    var awake = local >= new TimeOnly(7, 0) && local < new TimeOnly(22, 0);
                    return awake == Hours().Until(now) is null;
                }
            )
            .QuickCheckThrowOnFailure();

    private static QuietHours Hours(string from = "22:00", string to = "07:00") =>
        Hours(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture));

    private static QuietHours Hours(TimeOnly from, TimeOnly to) =>
        new(Microsoft.Extensions.Options.Options.Create(new DispatchOptions { QuietFrom = from, QuietTo = to }), Time);
}
