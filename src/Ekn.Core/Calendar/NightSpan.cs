namespace Ekn.Core.Calendar;

/// <summary>Two instants (UTC), both inside.</summary>
public readonly record struct NightSpan(DateTimeOffset Start, DateTimeOffset End)
{
    public bool Contains(DateTimeOffset instant) => instant >= Start && instant <= End;

    /// <summary>Whether anything from <paramref name="from"/> on, until <paramref name="to"/> or for ever (null), lies inside.</summary>
    public bool Overlaps(DateTimeOffset from, DateTimeOffset? to) => from <= End && (to is null || to >= Start);
}
