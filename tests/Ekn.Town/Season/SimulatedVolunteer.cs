using Ekn.Core.Shifts;
using Ekn.Core.Volunteers;

namespace Ekn.Town.Season;

/// <summary>
/// Somebody made up, with a life of their own: how often they say yes when rested, how many nights a winter they want,
/// how quickly they answer. Being asked often and working tire them; who is asked too often writes STOP.
/// </summary>
internal sealed class SimulatedVolunteer(Volunteer who, Random chance)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly double willing = Math.Pow(chance.NextDouble(), 3) * 0.5;

    // Most serve once or twice a winter, a few ten times.
    private readonly int wantedNights = chance.NextDouble() < 0.1 ? 6 + chance.Next(6) : 1 + chance.Next(2);

    private readonly ShiftKind favourite =
        chance.NextDouble() < 0.7 ? ShiftKind.Evening
        : chance.NextDouble() < 0.5 ? ShiftKind.Night
        : ShiftKind.Morning;

    private readonly List<DateTimeOffset> asks = [];
    private readonly List<DateTimeOffset> nights = [];

    public Volunteer Who { get; } = who;

    public bool Stopped { get; private set; }

    /// <summary>The phone lies in the snow until then: nothing is read.</summary>
    public DateTimeOffset LostUntil { get; private set; }

    public int Asked => asks.Count;

    public int Served => nights.Count;

    public DateTimeOffset? LastAskedAt => asks.Count == 0 ? null : asks[^1];

    public DateTimeOffset? LastServedUntil => nights.Count == 0 ? null : nights[^1];

    public int AskedThisWeek(DateTimeOffset now) => asks.Count(at => now - at < Week);

    /// <summary>What they write to a call, and when; null when they stay silent.</summary>
    public (DateTimeOffset At, string Text)? Hear(IReadOnlyList<ShiftOfNight> free, bool suits, DateTimeOffset now)
    {
        asks.Add(now);
        if (chance.NextDouble() < 0.002)
        {
            LostUntil = now.AddDays(14);
        }
        var lately = AskedThisWeek(now);
        if (now < LostUntil)
        {
            return null;
        }
        if (lately > 4 && chance.NextDouble() < 0.02 * (lately - 4))
        {
            Stopped = true;
            return (now.AddMinutes(2), "STOPP");
        }
        var tired = Math.Pow(0.85, lately - 1) * Math.Pow(0.5, nights.Count(at => now - at < Week));
        var enough = Served >= wantedNights ? 0.15 : 1;
        var wish =
            free.FirstOrDefault(shift => shift.Kind == favourite) ?? (chance.NextDouble() < 0.25 ? free[0] : null);
        if (wish is not null && chance.NextDouble() < willing * tired * enough * (suits ? 1 : 0.3))
        {
            return (now + Delay(), Written(wish.ReplyCode));
        }
        return chance.NextDouble() < 0.25 ? (now + Delay(), "Nej tyvärr") : null;
    }

    public void Serve(DateTimeOffset until) => nights.Add(until);

    /// <summary>Asked back with the codes, most write again, more carefully.</summary>
    public string? WriteAgain(string code) => chance.NextDouble() < 0.7 ? code : null;

    // Half within 40 minutes, one in ten after four hours.
    private TimeSpan Delay() => TimeSpan.FromMinutes(Math.Min(600, 3 + (40 * -Math.Log2(1 - chance.NextDouble()))));

    /// <summary>One in ten slips with the thumb; the others write as people do.</summary>
    private string Written(string code) =>
        chance.Next(10) switch
        {
            0 => $"{code[0]}q{code[1]}",
            1 => code.ToLowerInvariant(),
            2 => $"{code[0]} {code[1]}",
            3 => $"Ja {code}, gärna!",
            4 => $"{code} 👍",
            _ => code,
        };
}
