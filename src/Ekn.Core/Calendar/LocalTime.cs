namespace Ekn.Core.Calendar;

/// <summary>
/// The injected clock together with the zone that the operation lives in. Instants are UTC; local dates and times
/// exist only through this class.
/// </summary>
public sealed class LocalTime(TimeProvider clock, TimeZoneInfo zone)
{
    public TimeProvider Clock => clock;

    public TimeZoneInfo Zone => zone;

    /// <summary>The present instant, UTC.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => DateOf(Now);

    /// <summary>The same instant with the local offset, for showing.</summary>
    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(ToLocal(instant).DateTime);

    /// <summary>
    /// The instant (UTC) of a local wall-clock time. A time that the spring change skips is read as the instant at
    /// which the clocks jump over it; a time that autumn repeats is read as its first occurrence.
    /// </summary>
    public DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            local = date.ToDateTime(new TimeOnly(time.Hour, time.Minute));
            while (zone.IsInvalidTime(local))
            {
                local = local.AddMinutes(1);
            }
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>
    /// The night that an instant belongs to, as people speak of it: until the hour <paramref name="endsAt"/> in the
    /// morning it is still the night that began yesterday evening.
    /// </summary>
    public Night NightAt(DateTimeOffset instant, TimeOnly endsAt)
    {
        var local = ToLocal(instant).DateTime;
        var date = DateOnly.FromDateTime(local);
        return new Night(TimeOnly.FromDateTime(local) < endsAt ? date.AddDays(-1) : date);
    }
}
