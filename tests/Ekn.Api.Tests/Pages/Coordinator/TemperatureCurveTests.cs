using Ekn.Core.Calendar;
using Ekn.Core.Nights.Deciding;

namespace Ekn.Api.Pages.Coordinator;

public sealed class TemperatureCurveTests
{
    private static readonly DateTimeOffset Evening = new(2026, 12, 1, 17, 0, 0, TimeSpan.Zero);
    private static readonly NightSpan Window = new(Evening, Evening.AddHours(15));

    [Fact]
    public void Without_an_hour_that_can_be_read_there_is_nothing_to_draw()
    {
        Assert.Null(TemperatureCurve.Of(Window, [], -7));
        Assert.Null(TemperatureCurve.Of(Window, [new(Evening, null)], -7));
    }

    [Fact]
    public void The_lowest_hour_lies_lowest_and_the_line_between_it_and_the_warmest()
    {
        var curve = Curve(-3, -9.5m, -12.1m, -4);

        Assert.Equal((-12.1m, Evening.AddHours(2)), (curve.Lowest!.Celsius, curve.Lowest.At));
        Assert.InRange(curve.Threshold, TemperatureCurve.Top, curve.Lowest.Y);
        Assert.InRange(curve.Lowest.Y, TemperatureCurve.Top, TemperatureCurve.Bottom);
    }

    [Fact]
    public void Of_several_lowest_hours_the_first_is_marked() =>
        Assert.Equal(Evening.AddHours(1), Curve(-3, -8, -8, -8).Lowest!.At);

    [Fact]
    public void An_hour_that_cannot_be_read_breaks_the_line()
    {
        var curve = Curve(-3, null, -5, -6);

        Assert.Equal(2, curve.Lines.Count);
        Assert.DoesNotContain(' ', curve.Lines[0]);
    }

    [Theory]
    [InlineData(-40.0)]
    [InlineData(-7.0)]
    [InlineData(25.0)]
    public void Everything_stays_inside_the_drawing(double celsius)
    {
        var curve = Curve((decimal)celsius, (decimal)celsius);

        Assert.InRange(curve.Threshold, TemperatureCurve.Top, TemperatureCurve.Bottom);
        Assert.InRange(curve.Lowest!.Y, TemperatureCurve.Top, TemperatureCurve.Bottom);
        Assert.InRange(curve.Window.From, TemperatureCurve.Left, TemperatureCurve.Right);
        Assert.InRange(curve.Window.To, TemperatureCurve.Left, TemperatureCurve.Right);
        Assert.InRange(curve.Degrees.Count, 2, 9);
    }

    [Fact]
    public void Hours_stand_every_three_from_the_beginning_of_the_night_to_its_end() =>
        Assert.Equal([0, 3, 6, 9, 12, 15], Curve(-3).Hours.Select(hour => (int)(hour.At - Evening).TotalHours));

    private static TemperatureCurve Curve(params decimal?[] celsius) =>
        TemperatureCurve.Of(
            Window,
            [.. celsius.Select((value, hour) => new WeatherDetails.Hour(Evening.AddHours(hour), value))],
            -7
        )!;
}
