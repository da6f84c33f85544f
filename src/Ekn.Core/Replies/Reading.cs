using Ekn.Core.Calendar;

namespace Ekn.Core.Replies;

/// <summary>
/// What a volunteer's text means. Only a reading that is <see cref="Certainty.Sure"/> may change anything; one to
/// <see cref="Certainty.Ask"/> about carries the best guess, for the question back.
/// </summary>
public sealed record Reading(Intent Intent, Certainty Certainty)
{
    /// <summary>The shifts that the intent speaks of, in the order of nights and shifts, without those already booked.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Nights that the writer says no to, wholly or in part, and takes no part of.</summary>
    public IReadOnlyList<Night> Declined { get; init; } = [];

    /// <summary>The shifts that were named, where the no was to less than a night.</summary>
    public IReadOnlyList<Choice> DeclinedShifts { get; init; } = [];

    /// <summary>
    /// What else the writer said, in their own words, for the coordinator to see; null when nothing. A
    /// <see cref="Intent.Nothing"/> with a remark ("kommer 10 min sent") changes no booking but is to be passed on.
    /// </summary>
    public string? Remark { get; init; }

    /// <summary>
    /// Weekdays that the writer takes for good ("jag tar alla onsdagar kväll"), whether on offer now or not; those on
    /// offer are in <see cref="Choices"/> as well. With <see cref="EndsStanding"/>, the weekdays given up.
    /// </summary>
    public IReadOnlyList<StandingDay> Standing { get; init; } = [];

    /// <summary>
    /// "inte onsdagar längre": <see cref="Standing"/> ends from now on. Nights already booked are kept unless the
    /// intent is <see cref="Intent.Withdraw"/>.
    /// </summary>
    public bool EndsStanding { get; init; }

    public IReadOnlyList<Unoffered> Unoffered { get; init; } = [];

    /// <summary>What is asked, beside or instead of everything else; null when nothing is asked.</summary>
    public QuestionTopic? Topic { get; init; }

    /// <summary>The name of the rule that decided, so that a reading can be explained; empty when none did.</summary>
    public string Rule { get; init; } = "";

    public bool IsSure => Certainty == Certainty.Sure;
}
