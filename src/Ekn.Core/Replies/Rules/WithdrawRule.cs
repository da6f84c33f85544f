using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Rules;

/// <summary>
/// Someone booked who cannot come gives the place back. A wrong withdrawal is worse than a question: with anything
/// else in the text, or several bookings to choose from, the writer is asked.
/// </summary>
internal sealed class WithdrawRule : IReplyRule
{
    /// <summary>Words around an illness or a hindrance that leave it the writer's own.</summary>
    private static readonly HashSet<string> OfOneself =
    [
        .. "har|far|fick|fatt|blev|blivit|maste|akut|plotsligt|ligger|hemma|med|pga|have|had|got|home|with".Split('|'),
    ];

    public Reading? Read(Answer answer)
    {
        var cancelling = answer.Said.Where(clause => Cancels(answer, clause)).ToList();
        if (cancelling.Count == 0)
        {
            return ReadBareNo(answer);
        }
        if (answer.Booked.Count == 0)
        {
            // With nothing booked, "sjuk" declines; "avboka" speaks of something that is not there.
            return answer.Has(Sense.Withdraw) ? answer.Unclear() : null;
        }
        if (
            cancelling.Exists(IsDenied)
            || answer.Positive.Any(clause => !clause.HasTargets && !cancelling.Contains(clause))
        )
        {
            return answer.Unclear();
        }
        var named = cancelling.Any(clause => clause.HasTargets);
        var meant = named ? Named(answer, cancelling) : answer.Booked;
        if (meant.Count == 0)
        {
            return answer.Unclear();
        }
        var isSure =
            (named || meant.Count == 1)
            && cancelling.TrueForAll(clause => IsPlain(clause) && NamesOnlyBooked(answer, clause))
            && !answer.Positive.Except(cancelling).Any();
        return new Reading(Intent.Withdraw, isSure ? Certainty.Sure : Certainty.Ask)
        {
            Choices = meant,
            Remark = answer.RemarkOf(answer.Said.Except(cancelling)),
            Topic = answer.Topic,
        };
    }

    /// <summary>A bare no from someone booked on what was last offered may be either: no to more, or no longer.</summary>
    private static Reading? ReadBareNo(Answer answer)
    {
        var isBareNo =
            answer.Negative.Count > 0
            && answer.Positive.Count == 0
            && answer.Negative.All(clause => !clause.HasTargets)
            && answer.Negative.Any(clause => clause.SaysNotComing);
        if (!isBareNo)
        {
            return null;
        }
        var current = answer.Wishes.Current;
        var meant = answer
            .Booked.Where(choice => current.Count == 0 || current.Any(offer => offer.Night == choice.Night))
            .ToList();
        return meant.Count == 0
            ? null
            : new Reading(Intent.Withdraw, Certainty.Ask) { Choices = meant, Remark = answer.Remark };
    }

    private static bool Cancels(Answer answer, Clause clause) =>
        clause.Has(Sense.Withdraw)
        || clause.Has(Sense.Hindrance)
        || (clause.Has(Sense.Away) && clause.Sign != Sign.Yes)
        || (clause.Sign == Sign.No && clause.HasTargets && Named(answer, [clause]).Count > 0);

    private static List<Choice> Named(Answer answer, IReadOnlyList<Clause> clauses)
    {
        var wishes = clauses.SelectMany(clause => clause.Wishes).ToList();
        return [.. answer.Booked.Where(choice => wishes.Exists(wish => Means(answer, wish, choice)))];
    }

    private static bool Means(Answer answer, Wish wish, Choice booked)
    {
        if (wish.Code is { } code)
        {
            return code.Offer?.Night == booked.Night && code.Digits.Contains((int)booked.Shift);
        }
        if (!wish.NamesNight && wish.Shift is not null && answer.Booked.Count(choice => choice.Shift == wish.Shift) > 1)
        {
            return false;
        }
        return (wish.Day is not { } day || day.Matches(booked.Night))
            && (wish.Shift is not { } shift || shift == booked.Shift);
    }

    /// <summary>"avboka A1 ta B1" names more than what is given back.</summary>
    private static bool NamesOnlyBooked(Answer answer, Clause clause) =>
        clause.Wishes.All(wish => answer.Booked.Any(choice => Means(answer, wish, choice)));

    /// <summary>"vill inte avboka", "är inte sjuk".</summary>
    private static bool IsDenied(Clause clause)
    {
        var not = Position(clause, Sense.Not);
        if (not < 0 || clause.Sign == Sign.Mixed)
        {
            return clause.Sign == Sign.Mixed;
        }
        var withdraw = Position(clause, Sense.Withdraw);
        var hindrance = Position(clause, Sense.Hindrance);
        return withdraw >= 0 || (hindrance > not && !clause.Has(Sense.Can));
    }

    private static bool IsPlain(Clause clause)
    {
        if (clause.EndsWithQuestionMark || clause.Wishes.Any(wish => wish.IsDoubtful) || clause.Has(Sense.Or))
        {
            return false;
        }
        if (clause.Has(Sense.Withdraw))
        {
            return !clause.Has(Sense.OtherPerson);
        }
        if (clause.Sign == Sign.No)
        {
            return !clause.LimitsAfterTargets && !HasListWithoutAnd(clause);
        }
        return clause.Has(Sense.Hindrance)
            && clause.Sign == Sign.None
            && !clause.Has(Sense.OtherPerson)
            && clause.Terms.All(term => term.Sense != Sense.Other || OfOneself.Contains(term.Text));
    }

    /// <summary>"kan inte tis, ons": the comma may end the refusal.</summary>
    private static bool HasListWithoutAnd(Clause clause) => clause.Has(Sense.Comma);

    private static int Position(Clause clause, Sense sense)
    {
        for (var at = 0; at < clause.Terms.Count; at++)
        {
            if (clause.Terms[at].Sense == sense)
            {
                return at;
            }
        }
        return -1;
    }
}
