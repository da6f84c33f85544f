using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Smhi;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Ekn.Core.Decisions.Outcome;

namespace Ekn.Core.Weather;

/// <summary>
/// Whatever arrives, nothing throws, and a night is closed only when a second, simple-minded reading of the same bytes
/// finds the whole night covered, warm enough, and free of warnings.
/// </summary>
public class MalformedPayloadProperties
{
    private static readonly Night Night = Night.Parse("2026-12-01");
    private static readonly DateTimeOffset Noon = Stockholm.At("2026-12-01 12:00");
    private static readonly NightSpan Window = NightWindow.Default.Of(Night, Stockholm.Time);
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1500);
    private static readonly byte[] NoWarnings = "[]"u8.ToArray();

    private static readonly byte[] MildForecast = Slim(
        ForecastScript.Nights(new Dictionary<DateOnly, NightLow> { [Night.Evening] = new(-6.5m, 4) }, new NightLow(-9))
    );
    private static readonly byte[] ColdForecast = Slim(ForecastScript.Cold(-7.1m));

    private static readonly byte[] HarmlessWarnings = WarningScript.Body(
        [
            WarningScript.Yellow(),
            WarningScript.Orange() with
            {
                Counties = [14],
            },
            WarningScript.Orange("WIND_SEA"),
            WarningScript.Orange() with
            {
                Mho = "OCE",
            },
            WarningScript.Orange() with
            {
                Ends = Window.Start.AddHours(-1),
            },
            WarningScript.Orange() with
            {
                Level = "MESSAGE",
            },
        ],
        Noon
    );
    private static readonly byte[] OrangeWarnings = WarningScript.Body([WarningScript.Orange()], Noon);

    [Fact]
    public void A_damaged_forecast_never_throws_and_is_never_closed_unless_plainly_mild() =>
        CheckDamaged(seed => (new Vandal(seed).Damage(Either(seed, MildForecast, ColdForecast)), NoWarnings));

    [Fact]
    public void Damaged_warnings_never_throw_and_are_never_closed_unless_plainly_harmless() =>
        CheckDamaged(seed => (MildForecast, new Vandal(seed).Damage(Either(seed, HarmlessWarnings, OrangeWarnings))));

    [Fact]
    public void Damage_to_both_never_throws_and_is_never_closed_unless_plainly_mild() =>
        CheckDamaged(seed =>
            (
                new Vandal(seed).Damage(MildForecast),
                new Vandal(seed ^ 0x5EED).Damage(Either(seed, HarmlessWarnings, OrangeWarnings))
            )
        );

    [Fact]
    public void Random_bytes_are_unknown() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes =>
                    ForecastPayload.Read(bytes) is ForecastReading.Unknown
                    && Assess(bytes, NoWarnings).Outcome == Outcome.Unknown
                    && Assess(MildForecast, [0xFF, .. bytes]).Outcome == Outcome.Unknown
            )
            .Check(Thorough);

    [Fact]
    public void Random_text_is_unknown() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>(),
                text => Assess(Encoding.UTF8.GetBytes(text ?? ""), NoWarnings).Outcome == Outcome.Unknown
            )
            .Check(Thorough);

    [Fact]
    public void A_body_cut_short_anywhere_is_unknown()
    {
        Assert.Equal(Outcome.Closed, Assess(MildForecast, HarmlessWarnings).Outcome);
        for (var length = 0; length < MildForecast.Length; length += 7)
        {
            Assert.Equal(Outcome.Unknown, Assess(MildForecast[..length], NoWarnings).Outcome);
        }
        for (var length = 0; length < HarmlessWarnings.Length; length++)
        {
            Assert.Equal(Outcome.Unknown, Assess(MildForecast, HarmlessWarnings[..length]).Outcome);
        }
    }

    [Fact]
    public void No_series_of_temperatures_is_closed_below_the_threshold_or_over_a_hole()
    {
        var tenths = Gen.Choose(-90, -50).Select(value => (decimal?)value / 10);
        var value = Gen.Frequency((60, tenths), (1, Gen.Constant<decimal?>(9999m)), (1, Gen.Constant<decimal?>(null)));
        Prop.ForAll(
                Gen.ArrayOf(value, 40).ToArbitrary(),
                values =>
                {
                    var body = Hourly(values);
                    var outcome = Assess(body, NoWarnings).Outcome;
                    return outcome
                        == (
                            IsCovered(values)
                                ? IsBelow(values)
                                    ? Outcome.Open
                                    : Outcome.Closed
                                : Outcome.Unknown
                        );
                }
            )
            .Check(Thorough);
    }

    private static void CheckDamaged(Func<int, (byte[] Forecast, byte[] Warnings)> damage)
    {
        var outcomes = new Dictionary<Outcome, int>();
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                seed =>
                {
                    var (forecast, warnings) = damage(seed);
                    var outcome = Assess(forecast, warnings).Outcome;
                    outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
                    return outcome != Outcome.Closed || (IsPlainlyWarm(forecast) && IsPlainlyHarmless(warnings));
                }
            )
            .Check(Thorough);
        // A check that never met a closed or an unknown night has checked nothing.
        Assert.True(outcomes.GetValueOrDefault(Outcome.Closed) > 100, "too few were closed");
        Assert.True(outcomes.GetValueOrDefault(Outcome.Unknown) > 300, "too few were unknown");
    }

    private static Assessment Assess(byte[] forecast, byte[] warnings)
    {
        var options = new DecisionOptions();
        var night = NightForecast.Read(
            ForecastPayload.Read(forecast),
            Night,
            options.Window,
            Stockholm.Time,
            Noon,
            options.Limits
        );
        return OpeningRule.Assess(night, WarningsPayload.Read(warnings), options, countyId: 1);
    }

    private static byte[] Either(int seed, byte[] one, byte[] other) => seed % 3 == 0 ? other : one;

    // --- The second reading, on purpose written otherwise: any surprise at all makes it say no. ---

    /// <summary>Every half hour of the night lies at a warm enough step, or between two that are at most three hours apart.</summary>
    private static bool IsPlainlyWarm(byte[] body)
    {
        try
        {
            var root = JsonNode.Parse(body)!;
            var age = Noon - Time(root["referenceTime"]!);
            var steps = root["timeSeries"]!
                .AsArray()
                .ToDictionary(step => Time(step!["time"]!), step => Celsius(step!["data"]!["air_temperature"]));
            var inside = steps.Where(step => Window.Contains(step.Key)).ToList();
            return age.TotalHours is >= -0.25 and <= 12
                && inside.Count > 0
                && inside.TrueForAll(step => step.Value >= -7.0)
                && HalfHours().All(at => IsBetweenNearSteps(at, steps));
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static bool IsBetweenNearSteps(DateTimeOffset at, Dictionary<DateTimeOffset, double?> steps)
    {
        var readable = steps.Where(step => step.Value is not null).Select(step => step.Key).ToList();
        return readable.Where(step => step >= at).Min() - readable.Where(step => step <= at).Max()
            <= TimeSpan.FromHours(3);
    }

    private static IEnumerable<DateTimeOffset> HalfHours()
    {
        for (var at = Window.Start; at <= Window.End; at = at.AddMinutes(30))
        {
            yield return at;
        }
    }

    private static bool IsPlainlyHarmless(byte[] body)
    {
        try
        {
            return JsonNode
                .Parse(body)!
                .AsArray()
                .All(one => one!["warningAreas"]!.AsArray().All(area => IsHarmless(one, area!)));
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static bool IsHarmless(JsonNode one, JsonNode area)
    {
        var level = area["warningLevel"]!["code"]!.GetValue<string>();
        var code = one["event"]!["code"]!.GetValue<string>();
        var mho = one["event"]!["mhoClassification"]!["code"]!.GetValue<string>();
        var counties = area["affectedAreas"]!
            .AsArray()
            .Select(county => county!["id"]!.ToJsonString().Trim('"'))
            .ToList();
        var starts = Time(area["approximateStart"]!);
        var ends = area["approximateEnd"] is { } end ? Time(end) : DateTimeOffset.MaxValue;
        var isWeak = level == "MESSAGE" || (level == "YELLOW" && code != "STRONG_COOLING");
        var isElsewhere = counties.Count > 0 && !counties.Contains("1");
        var isAnotherTime = ends < Window.Start || starts > Window.End;
        return isWeak || isElsewhere || isAnotherTime || mho == "OCE" || code == "WIND_SEA";
    }

    private static DateTimeOffset Time(JsonNode node)
    {
        var text = node.GetValue<string>();
        return text.EndsWith('Z')
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
            : throw new FormatException("not in UTC");
    }

    private static double? Celsius(JsonNode? node) =>
        node is JsonValue number && number.TryGetValue<double>(out var value) && value is >= -60 and <= 50
            ? value
            : null;

    // --- Payloads ---

    /// <summary>Only the keys that are read, so that damage hits what matters.</summary>
    private static byte[] Slim(ForecastScript script) =>
        script
            .With(document =>
            {
                foreach (var step in document["timeSeries"]!.AsArray())
                {
                    var data = step!["data"]!.AsObject();
                    foreach (
                        var key in data.Select(pair => pair.Key).Except(["air_temperature", "wind_speed"]).ToList()
                    )
                    {
                        data.Remove(key);
                    }
                }
            })
            .Body(Noon);

    /// <summary>Hour by hour from noon on; null leaves the key out.</summary>
    private static byte[] Hourly(decimal?[] values)
    {
        var script = ForecastScript.Constant(0) with { Times = [.. values.Select((_, hour) => Noon.AddHours(hour))] };
        for (var hour = 0; hour < values.Length; hour++)
        {
            var at = Noon.AddHours(hour);
            script = values[hour] is { } celsius ? script.Replacing(at, celsius) : script.WithoutKey(at);
        }
        return script.Body(Noon);
    }

    /// <summary>The window is the hours 6 to 21 after noon.</summary>
    private static bool IsCovered(decimal?[] values) => values[6..22].All(value => value is not null and not 9999m);

    private static bool IsBelow(decimal?[] values) => values[6..22].Any(value => value < -7.0m);
}
