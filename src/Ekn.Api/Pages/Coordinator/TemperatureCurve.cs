using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Deciding;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>
/// The temperature over a night, laid out on a drawing of <see cref="Width"/> by <see cref="Height"/>. Pure: places only,
/// no colours and no words.
/// </summary>
public sealed class TemperatureCurve
{
    public const int Width = 360;
    public const int Height = 220;
    public const int Left = 34;
    public const int Right = Width - 8;
    public const int Top = 12;
    public const int Bottom = Height - 24;

    // The night stands a little inside the drawing, so that its edges are seen as edges.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan HourStep = TimeSpan.FromHours(3);

    private readonly DateTimeOffset first;
    private readonly DateTimeOffset last;
    private readonly decimal coldest;
    private readonly decimal warmest;

    private TemperatureCurve(NightSpan window, IReadOnlyList<WeatherDetails.Hour> hours, decimal threshold)
    {
        first = window.Start - Margin;
        last = window.End + Margin;
        var readable = hours.Where(hour => hour.Celsius is not null).Select(hour => hour.Celsius!.Value).ToList();
        coldest = Math.Floor(readable.Append(threshold).Min() - 1.5m);
        warmest = Math.Ceiling(readable.Append(threshold).Max() + 1.5m);
        Window = (X(window.Start), X(window.End));
        Threshold = Y(threshold);
        Lines = [.. LinesOf(hours)];
        Hours = [.. HoursOf(window)];
        Degrees = [.. DegreesBetween(coldest, warmest).Select(celsius => (Y(celsius), celsius))];
        Lowest =
            readable.Count == 0
                ? null
                : PointOf(hours.Where(hour => hour.Celsius is not null).MinBy(hour => hour.Celsius)!);
    }

    /// <summary>Where the night begins and ends.</summary>
    public (decimal From, decimal To) Window { get; }

    public decimal Threshold { get; }

    /// <summary>Each a list of points for a polyline; more than one where an hour between could not be read.</summary>
    public IReadOnlyList<string> Lines { get; }

    public IReadOnlyList<(decimal X, DateTimeOffset At)> Hours { get; }

    public IReadOnlyList<(decimal Y, decimal Celsius)> Degrees { get; }

    /// <summary>The lowest that could be read; of several the first.</summary>
    public Mark? Lowest { get; }

    /// <returns>Null when not a single hour can be read: then there is nothing to draw.</returns>
    public static TemperatureCurve? Of(NightSpan window, IReadOnlyList<WeatherDetails.Hour> hours, decimal threshold) =>
        hours.Any(hour => hour.Celsius is not null) ? new TemperatureCurve(window, hours, threshold) : null;

    public static string Number(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private decimal X(DateTimeOffset at) => Left + ((Right - Left) * (decimal)((at - first) / (last - first)));

    private decimal Y(decimal celsius) => Top + ((Bottom - Top) * (warmest - celsius) / (warmest - coldest));

    private Mark PointOf(WeatherDetails.Hour hour)
    {
        var x = X(hour.At);
        // Its number stands beside the point, on the side where there is room.
        return new Mark(x, Y(hour.Celsius!.Value), hour.Celsius.Value, hour.At, x > (Left + Right) / 2m);
    }

    private IEnumerable<string> LinesOf(IReadOnlyList<WeatherDetails.Hour> hours)
    {
        var points = new List<string>();
        foreach (var hour in hours)
        {
            if (hour.Celsius is { } celsius)
            {
                points.Add($"{Number(X(hour.At))},{Number(Y(celsius))}");
                continue;
            }
            if (points.Count > 0)
            {
                yield return string.Join(' ', points);
            }
            points.Clear();
        }
        if (points.Count > 0)
        {
            yield return string.Join(' ', points);
        }
    }

    private IEnumerable<(decimal X, DateTimeOffset At)> HoursOf(NightSpan window)
    {
        for (var at = window.Start; at <= window.End; at += HourStep)
        {
            yield return (X(at), at);
        }
    }

    private static IEnumerable<decimal> DegreesBetween(decimal from, decimal to)
    {
        var step =
            to - from > 25 ? 10m
            : to - from > 10 ? 5m
            : 2m;
        for (var celsius = Math.Ceiling(from / step) * step; celsius <= to; celsius += step)
        {
            yield return celsius;
        }
    }

    /// <param name="IsRight">Lies in the right half.</param>
    public sealed record Mark(decimal X, decimal Y, decimal Celsius, DateTimeOffset At, bool IsRight);
}
