using Ekn.Core.Calendar;
using Ekn.Core.Replies.Clauses;

namespace Ekn.Core.Replies.Rules;

/// <summary>What a text says no to.</summary>
/// <param name="Nights">Nights refused and not taken in part.</param>
/// <param name="Shifts">Single shifts refused.</param>
internal sealed record Refusals(
    IReadOnlyList<Night> Nights,
    IReadOnlyList<Choice> Shifts,
    IReadOnlyList<Unoffered> Unoffered
)
{
    private static readonly Refusals None = new([], [], []);

    /// <summary>Both what was refused by name, and everything else that was last offered when the no came without names.</summary>
    public static Refusals In(Answer answer, Resolution taken)
    {
        if (answer.Negative.Count == 0)
        {
            return None;
        }
        var wishes = answer.Negative.SelectMany(clause => clause.Wishes).ToList();
        if (wishes.Count == 0)
        {
            // "A1 men har inte bil" refuses nothing; "tyvärr, jag jobbar" everything.
            return answer.Positive.Count == 0 || Answer.Refuses(answer.Said[0]) ? OfAll(answer, taken) : None;
        }
        var shifts = new List<Choice>();
        var nights = new List<Night>();
        var unoffered = new List<Unoffered>();
        foreach (var wish in wishes)
        {
            var found = answer.Wishes.Resolve([wish]);
            if (answer.Wishes.OfferedOn(wish) is { } evening)
            {
                nights.Add(evening);
                continue;
            }
            unoffered.AddRange(found.Unoffered);
            if (!wish.NamesNight && wish.Shift is { } shift)
            {
                var meant = taken.Nights.Count > 0 ? taken.Nights : answer.Wishes.Current.Select(offer => offer.Night);
                shifts.AddRange(
                    meant.Select(night => new Choice(night, shift)).Where(answer.Wishes.CurrentChoices.Contains)
                );
            }
            else if (wish.NamesShift)
            {
                shifts.AddRange(found.Choices);
            }
            else
            {
                nights.AddRange(found.Nights);
            }
        }
        // A no to one shift is no refusal of a night that the writer takes, or keeps, another shift of.
        var kept = answer.Booked.Except(shifts).Select(choice => choice.Night).Concat(taken.Nights).ToList();
        var refusedNights = nights.Concat(shifts.Select(choice => choice.Night).Except(kept)).Distinct();
        return new Refusals(
            [.. refusedNights.Order()],
            [
                .. shifts
                    .Distinct()
                    .Where(choice => !nights.Contains(choice.Night))
                    .OrderBy(choice => choice.Night)
                    .ThenBy(choice => choice.Shift),
            ],
            unoffered
        );
    }

    /// <summary>Everything that was last offered and is neither taken nor booked.</summary>
    public static Refusals OfAll(Answer answer, Resolution taken)
    {
        var nights = answer
            .Wishes.Current.Select(offer => offer.Night)
            .Distinct()
            .Except(taken.Nights)
            .Except(answer.Booked.Select(choice => choice.Night));
        return new Refusals([.. nights.Order()], [], []);
    }

    public bool Refuses(Choice choice) => Nights.Contains(choice.Night) || Shifts.Contains(choice);
}
