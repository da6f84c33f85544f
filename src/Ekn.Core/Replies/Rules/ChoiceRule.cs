using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Rules;

/// <summary>Nights and shifts that the writer takes, or stands in reserve for; and those refused in the same breath.</summary>
internal sealed class ChoiceRule : IReplyRule
{
    /// <summary>More unknown words than this beside an answer, and a person should read it.</summary>
    private const int MostUnknownWords = 15;

    public Reading? Read(Answer answer)
    {
        var choosing = answer.Positive.Where(clause => clause.HasTargets).ToList();
        if (choosing.Count == 0)
        {
            return null;
        }
        var found = answer.Wishes.Resolve([.. choosing.SelectMany(clause => clause.Wishes)]);
        var refused = Refusals.In(answer, found);
        var isReserve = answer.Has(Sense.Reserve);
        if (found.Choices.Any(refused.Refuses) || (isReserve && !IsPlainReserve(answer, choosing, found)))
        {
            return answer.Unclear();
        }
        var standing = StandingDays.In(choosing);
        if (standing.Count > 0)
        {
            return isReserve ? answer.Unclear() : Standing(answer, choosing, found, refused, standing);
        }
        if (found.Choices.Count == 0)
        {
            return found.LeavesOpen || found.Unoffered.Count == 0
                ? answer.Unclear()
                : NotOffered(answer, found, refused);
        }
        var wanted = found.Choices.Except(answer.Booked).ToList();
        var isSure =
            !found.LeavesOpen && !found.IsDoubtful && IsSure(answer, choosing) && !(isReserve && MayBeSignup(answer));
        if (wanted.Count == 0)
        {
            return Nothing(answer, found, refused);
        }
        return new Reading(isReserve ? Intent.Reserve : Intent.Signup, isSure ? Certainty.Sure : Certainty.Ask)
        {
            Choices = wanted,
            Declined = refused.Nights,
            DeclinedShifts = refused.Shifts,
            Unoffered = found.Unoffered,
            Remark = answer.Remark,
            Topic = answer.Topic,
        };
    }

    /// <summary>
    /// A weekday for good is a heavier promise than a night: it is sure only when the text says nothing else. A
    /// morning is asked about, since "onsdag morgon" is also when Tuesday's night ends.
    /// </summary>
    private static Reading Standing(
        Answer answer,
        List<Clause> choosing,
        Resolution found,
        Refusals refused,
        IReadOnlyList<StandingDay> standing
    )
    {
        var wanted = found.Choices.Except(answer.Booked).ToList();
        if (wanted.Count == 0 && standing.Any(day => day.Shift is null))
        {
            return answer.Unclear() with { Standing = standing };
        }
        var isSure =
            !found.LeavesOpen
            && !found.IsDoubtful
            && standing.All(day => day.Shift is ShiftKind.Evening or ShiftKind.Night)
            && answer.Said.All(StandingDays.ArePlainIn)
            && IsSure(answer, choosing);
        return new Reading(Intent.Signup, isSure ? Certainty.Sure : Certainty.Ask)
        {
            Choices = wanted,
            Standing = standing,
            Declined = refused.Nights,
            DeclinedShifts = refused.Shifts,
            Unoffered = found.Unoffered,
            Remark = answer.Remark,
            Topic = answer.Topic,
        };
    }

    /// <summary>The writer has it already. A no to other nights in the same text still counts.</summary>
    private static Reading Nothing(Answer answer, Resolution found, Refusals refused) =>
        new(refused.Nights.Count > 0 ? Intent.Decline : Intent.Nothing, Certainty.Sure)
        {
            Declined = refused.Nights,
            DeclinedShifts = refused.Shifts,
            Unoffered = found.Unoffered,
            Remark = answer.Remark,
            Topic = answer.Topic,
        };

    private static Reading NotOffered(Answer answer, Resolution found, Refusals refused) =>
        new(Intent.NotOffered, Certainty.Sure)
        {
            Unoffered = found.Unoffered,
            Declined = refused.Nights,
            DeclinedShifts = refused.Shifts,
            Remark = answer.Remark,
            Topic = answer.Topic,
        };

    private static bool IsSure(Answer answer, List<Clause> choosing)
    {
        var unknown = answer.Said.SelectMany(clause => clause.Leftover).Count(term => term.Sense == Sense.Other);
        return unknown <= MostUnknownWords
            && choosing.TrueForAll(clause => IsPlain(answer, clause))
            && answer.Said.Except(choosing).All(clause => IsPlainBeside(answer, clause, choosing));
    }

    private static bool IsPlain(Answer answer, Clause clause)
    {
        var isCode = clause.Wishes.All(wish => wish.IsCode);
        // "A1?" is an answer with a slip of the finger; "tis kväll?" is a question.
        if (clause.EndsWithQuestionMark && !isCode)
        {
            return false;
        }
        if (
            clause.BoundsByTarget
            || clause.Has(Sense.SeeYou)
            || clause.Has(Sense.OtherPerson)
            || clause.Has(Sense.Hindrance)
            || clause.Has(Sense.Away)
            || clause.Has(Sense.Regret)
        )
        {
            return false;
        }
        return !FollowsRefusalByChance(answer, clause) && (clause.LeavesOnlyLimits || IsSaidBefore(clause));
    }

    /// <summary>"inte tis, ons kväll": nobody knows whether the no goes on after the comma.</summary>
    private static bool FollowsRefusalByChance(Answer answer, Clause clause)
    {
        var at = answer.Said.ToList().IndexOf(clause);
        if (at == 0 || !Answer.Refuses(answer.Said[at - 1]) || clause.Joint == Joint.But)
        {
            return false;
        }
        var isBareNo = !answer.Said[at - 1].HasTargets;
        return clause.Sign == Sign.None || isBareNo;
    }

    /// <summary>"kan A1 med min cykel": the writer's own yes stands before what is not understood; not "Lisa kan A1".</summary>
    private static bool IsSaidBefore(Clause clause)
    {
        var terms = clause.Terms.ToList();
        var firstUnknown = terms.FindIndex(term => term.Sense is Sense.Other or Sense.Number or Sense.ButOrWithout);
        var firstYes = terms.FindIndex(term => term.Sense is Sense.Yes or Sense.Can);
        return firstYes >= 0 && (firstUnknown < 0 || firstYes < firstUnknown);
    }

    /// <summary>A clause beside the choice: a remark, a plain yes, or a no to other nights.</summary>
    private static bool IsPlainBeside(Answer answer, Clause clause, List<Clause> choosing)
    {
        if (Answer.Refuses(clause))
        {
            // From someone booked, a bare no may mean the booking.
            return clause.HasTargets || (answer.Booked.Count == 0 && IsTurnedFrom(clause, choosing[0]));
        }
        if (clause.Leftover.Count == 0 || clause.LeavesOnlyLimits || clause.HasLimit)
        {
            return true;
        }
        // Words without a yes or a code ("tisdag kväll ska jag på bio") may tell of anything.
        return answer.Positive.Any(other => other.Sign == Sign.Yes)
            || choosing.TrueForAll(other => other.Wishes.All(wish => wish.IsCode) || other.Has(Sense.Reserve));
    }

    private static bool IsTurnedFrom(Clause no, Clause choice) =>
        choice.Joint == Joint.But && no.Leftover.All(term => term.Sense is Sense.Hindrance or Sense.Away);

    /// <summary>"kan hoppa in" without saying when: perhaps the writer simply comes.</summary>
    private static bool MayBeSignup(Answer answer) =>
        answer
            .Said.SelectMany(clause => clause.Terms)
            .Where(term => term.Sense == Sense.Reserve)
            .All(term => term.Text == "kan hoppa in");

    /// <summary>One kind of answer in the text: all of it in reserve.</summary>
    private static bool IsPlainReserve(Answer answer, List<Clause> choosing, Resolution found)
    {
        var reserve = answer.Said.Where(clause => clause.Has(Sense.Reserve)).ToList();
        var isDenied = reserve.Exists(Answer.Refuses);
        var isMixed =
            reserve.Exists(clause => clause.HasTargets) && !choosing.TrueForAll(clause => clause.Has(Sense.Reserve));
        return !isDenied && !isMixed && !reserve.Exists(SpeaksOfTwo) && !found.Choices.Intersect(answer.Booked).Any();
    }

    /// <summary>"A2 reserv B1", "ons kväll ja och tis natt reserv": it cannot be told which of them is the reserve.</summary>
    private static bool SpeaksOfTwo(Clause clause)
    {
        var terms = clause.Terms.ToList();
        var nights = terms.Index().Where(one => NamesNight(one.Item)).Select(one => one.Index).ToList();
        var reserve = terms.FindIndex(term => term.Sense == Sense.Reserve);
        if (nights.Exists(at => at < reserve) && nights.Exists(at => at > reserve))
        {
            return true;
        }
        var yes = terms.FindIndex(term => term.Sense == Sense.Yes);
        var (first, last) = (Math.Min(yes, reserve), Math.Max(yes, reserve));
        return yes >= 0 && nights.Exists(at => at > first && at < last) && nights.Exists(at => at < first || at > last);
    }

    private static bool NamesNight(Term term) =>
        term.Sense is Sense.Code or Sense.Day or Sense.BothNights or Sense.AllNights;
}
