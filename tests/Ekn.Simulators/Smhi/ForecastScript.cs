using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ekn.Simulators.Smhi;

/// <summary>
/// A forecast to be served in the shape of SMHI's snow1g version 1. It is made anew for every request, as a run that
/// came out shortly before the clock's present, so it follows a simulated clock.
/// </summary>
public sealed record ForecastScript
{
    /// <summary>So many steps has a real forecast (81 to 83).</summary>
    public const int StepCount = 81;

    private const int HourlySteps = 57;

    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>°C at 2 m, by instant.</summary>
    public required Func<DateTimeOffset, decimal> Temperature { get; init; }

    /// <summary>m/s at 10 m, by instant.</summary>
    public Func<DateTimeOffset, decimal> Wind { get; init; } = at => 2.4m + (at.Hour % 5 * 0.3m);

    /// <summary>How long before the present the run began; by default it is a quarter to half an hour old.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>When the run began, whatever the clock says.</summary>
    public DateTimeOffset? ReferenceTime { get; init; }

    /// <summary>The instants forecast; by default SMHI's own pattern (hourly, a bridge, every sixth, every twelfth hour).</summary>
    public IReadOnlyList<DateTimeOffset>? Times { get; init; }

    private ImmutableList<Action<JsonObject>> Changes { get; init; } = [];

    /// <summary>Every night has this minimum, at five in the morning.</summary>
    public static ForecastScript Cold(decimal celsius) =>
        Nights(new Dictionary<DateOnly, NightLow>(), new NightLow(celsius));

    /// <summary>Every night stays well above freezing.</summary>
    public static ForecastScript Mild() => Cold(4);

    /// <summary>The same temperature at every instant.</summary>
    public static ForecastScript Constant(decimal celsius) => new() { Temperature = _ => celsius };

    /// <summary>
    /// Nights by the date of their evening, each with its own minimum, and a daily curve in between. A night has its
    /// minimum at that hour alone; every other hour is at least a tenth of a degree warmer.
    /// </summary>
    public static ForecastScript Nights(IReadOnlyDictionary<DateOnly, NightLow> nights, NightLow otherNights)
    {
        foreach (var low in nights.Values.Append(otherNights))
        {
            if (low.Hour is < 0 or > 23 or (> 9 and < 18))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(nights),
                    low.Hour,
                    "A night's hour is 18 to 23 or 0 to 9."
                );
            }
        }
        return new ForecastScript { Temperature = at => new DailyCurve(Stockholm, nights, otherNights).At(at) };
    }

    /// <summary>Changes the finished document in any way.</summary>
    public ForecastScript With(Action<JsonObject> change) => this with { Changes = Changes.Add(change) };

    /// <summary>9999, SMHI's mark for a missing value.</summary>
    public ForecastScript Missing(DateTimeOffset at, string key = "air_temperature") => Replacing(at, 9999, key);

    public ForecastScript Replacing(DateTimeOffset at, JsonNode? value, string key = "air_temperature") =>
        With(document =>
        {
            foreach (var step in StepsAt(document, at))
            {
                step["data"]![key] = value?.DeepClone();
            }
        });

    public ForecastScript WithoutKey(DateTimeOffset at, string key = "air_temperature") =>
        With(document =>
        {
            foreach (var step in StepsAt(document, at))
            {
                step["data"]!.AsObject().Remove(key);
            }
        });

    /// <summary>Leaves out the steps between two instants; those at the instants stay.</summary>
    public ForecastScript WithGap(DateTimeOffset after, DateTimeOffset before) =>
        With(document => Series(document).RemoveAll(step => TimeOf(step!) > after && TimeOf(step!) < before));

    /// <summary>Leaves out every step after an instant.</summary>
    public ForecastScript Until(DateTimeOffset last) =>
        With(document => Series(document).RemoveAll(step => TimeOf(step!) > last));

    public ForecastScript WithEmptySeries() => With(document => document["timeSeries"] = new JsonArray());

    /// <summary>The body that SMHI would send at this instant, UTF-8.</summary>
    public byte[] Body(DateTimeOffset now)
    {
        var reference = ReferenceTime ?? Quarter(now - (Age ?? TimeSpan.FromMinutes(15)));
        var created = reference.AddMinutes(14).AddSeconds(2);
        var series = new JsonArray();
        var previous = FullHour(reference);
        foreach (var at in Times ?? [.. Pattern(reference)])
        {
            series.Add(Step(at, previous));
            previous = at;
        }
        var document = new JsonObject
        {
            ["createdTime"] = Utc(created > now && ReferenceTime is null ? now : created),
            ["referenceTime"] = Utc(reference),
            ["geometry"] = new JsonObject
            {
                ["type"] = "Point",
                ["coordinates"] = new JsonArray(18.077207m, 59.330360m),
            },
            ["timeSeries"] = series,
        };
        foreach (var change in Changes)
        {
            change(document);
        }
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    /// <summary>SMHI's instants for a run: hourly for 56 hours, then every 3rd, 6th and 12th hour of the UTC day.</summary>
    private static IEnumerable<DateTimeOffset> Pattern(DateTimeOffset reference)
    {
        var at = FullHour(reference);
        var sixHourlyUntil = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddDays(6).AddHours(12);
        for (var step = 1; step <= StepCount; step++)
        {
            if (step <= HourlySteps)
            {
                at = at.AddHours(1);
            }
            else if (step <= HourlySteps + 2)
            {
                at = NextMultiple(at, 3);
            }
            else
            {
                at = NextMultiple(at, at < sixHourlyUntil ? 6 : 12);
            }
            yield return at;
        }
    }

    private JsonObject Step(DateTimeOffset at, DateTimeOffset previous)
    {
        var temperature = Temperature(at);
        var wind = Wind(at);
        var data = new JsonObject
        {
            ["air_temperature"] = temperature,
            ["wind_from_direction"] = 20 + (at.Hour * 3),
            ["wind_speed"] = wind,
            ["wind_speed_of_gust"] = Math.Round(wind * 1.8m, 1),
            ["relative_humidity"] = 88,
            ["air_pressure_at_mean_sea_level"] = at.Hour % 2 == 0 ? 1020 : 1020.4m,
            ["visibility_in_air"] = 28.3m,
            ["thunderstorm_probability"] = 0,
            ["probability_of_frozen_precipitation"] = 0.0m,
            ["cloud_area_fraction"] = 3,
            ["low_type_cloud_area_fraction"] = 2,
            ["medium_type_cloud_area_fraction"] = 1,
            ["high_type_cloud_area_fraction"] = 0,
            ["cloud_base_altitude"] = 9999,
            ["cloud_top_altitude"] = 9999,
            ["precipitation_amount_mean_deterministic"] = 0.0m,
            ["precipitation_amount_mean"] = 0.0m,
            ["precipitation_amount_min"] = 0.0m,
            ["precipitation_amount_max"] = 0.0m,
            ["precipitation_amount_median"] = 0.0m,
            ["probability_of_precipitation"] = 0,
            ["precipitation_frozen_part"] = -9,
            ["predominant_precipitation_type_at_surface"] = 0,
            ["symbol_code"] = 2,
        };
        return new JsonObject
        {
            ["time"] = Utc(at),
            ["intervalParametersStartTime"] = Utc(previous),
            ["data"] = data,
        };
    }

    private static IEnumerable<JsonNode> StepsAt(JsonObject document, DateTimeOffset at) =>
        Series(document).Where(step => TimeOf(step!) == at).Select(step => step!);

    private static JsonArray Series(JsonObject document) => document["timeSeries"]!.AsArray();

    private static DateTimeOffset TimeOf(JsonNode step) =>
        DateTimeOffset.Parse(step["time"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static DateTimeOffset NextMultiple(DateTimeOffset at, int hours)
    {
        do
        {
            at = at.AddHours(1);
        } while (at.UtcDateTime.Hour % hours != 0);
        return at;
    }

    private static DateTimeOffset Quarter(DateTimeOffset at) => Floor(at, TimeSpan.FromMinutes(15));

    private static DateTimeOffset FullHour(DateTimeOffset at) => Floor(at, TimeSpan.FromHours(1));

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan unit) =>
        new(at.UtcTicks - (at.UtcTicks % unit.Ticks), TimeSpan.Zero);

    private static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
