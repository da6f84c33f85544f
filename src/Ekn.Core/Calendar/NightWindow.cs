namespace Ekn.Core.Calendar;

/// <summary>
/// The hours of a night that weather is judged over, in local time: from the evening to the next morning, both ends
/// included. Default 18:00–09:00 (design.md).
/// </summary>
public sealed record NightWindow(TimeOnly From, TimeOnly To)
{
    public static NightWindow Default { get; } = new(new TimeOnly(18, 0), new TimeOnly(9, 0));

    /// <summary>The window of one night as instants. It is 14 or 16 hours long on the two clock-change nights.</summary>
    public NightSpan Of(Night night, LocalTime time) => new(time.At(night.Evening, From), time.At(night.Morning, To));
}
