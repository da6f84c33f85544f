using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Language;

/// <summary>One row of the vocabulary.</summary>
/// <param name="Words">Plain letters.</param>
internal sealed record Meaning(Sense Sense, IReadOnlyList<string> Words)
{
    public ShiftKind? Shift { get; init; }

    public DayOfWeek? Weekday { get; init; }

    /// <summary>"onsdagar": every one of that weekday.</summary>
    public bool IsEvery { get; init; }

    /// <summary>Days from today: "imorgon" is 1.</summary>
    public int? DaysAhead { get; init; }

    /// <summary>"i natt": the night that is going on, when one is.</summary>
    public bool IsTonight { get; init; }

    public static Meaning Of(Sense sense, string phrase) => new(sense, [.. phrase.Split(' ').Select(Letters.Plain)]);

    public bool SaysTheSameAs(Meaning other) =>
        Sense == other.Sense
        && Shift == other.Shift
        && Weekday == other.Weekday
        && IsEvery == other.IsEvery
        && DaysAhead == other.DaysAhead;
}
