namespace Ekn.Simulators.Smhi;

/// <summary>Temperature over days and nights: cosines between each night's low and the high of each afternoon.</summary>
internal sealed class DailyCurve(
    TimeZoneInfo zone,
    IReadOnlyDictionary<DateOnly, NightLow> nights,
    NightLow otherNights
)
{
    private const int WarmestHour = 14;
    private const decimal Rise = 4m;
    private const decimal Tenth = 0.1m;

    public decimal At(DateTimeOffset instant)
    {
        var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        List<Turn> turns = [];
        for (var evening = date.AddDays(-2); evening <= date.AddDays(1); evening = evening.AddDays(1))
        {
            turns.Add(HighOf(evening));
            turns.Add(LowOf(evening));
        }
        var next = turns.FindIndex(turn => turn.At > instant);
        var (from, to) = (turns[next - 1], turns[next]);
        if (instant == from.At)
        {
            return from.Celsius;
        }
        var part = (instant - from.At) / (to.At - from.At);
        var weight = (decimal)((1 - Math.Cos(Math.PI * part)) / 2);
        var value = Math.Round(from.Celsius + ((to.Celsius - from.Celsius) * weight), 1);
        return Math.Max(value, Math.Min(from.Celsius, to.Celsius) + Tenth);
    }

    private Turn LowOf(DateOnly evening)
    {
        var low = Low(evening);
        return new Turn(Instant(low.Hour < 12 ? evening.AddDays(1) : evening, low.Hour), low.Celsius);
    }

    private Turn HighOf(DateOnly date) =>
        new(Instant(date, WarmestHour), Math.Max(Low(date).Celsius, Low(date.AddDays(-1)).Celsius) + Rise);

    private NightLow Low(DateOnly evening) => nights.GetValueOrDefault(evening, otherNights);

    private DateTimeOffset Instant(DateOnly date, int hour)
    {
        var local = date.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private readonly record struct Turn(DateTimeOffset At, decimal Celsius);
}
