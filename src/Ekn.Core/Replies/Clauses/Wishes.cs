using Ekn.Core.Calendar;
using Ekn.Core.Replies.Language;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Clauses;

/// <summary>Finds the offers that wishes mean. Codes reach every offer, words only nights still to come.</summary>
internal sealed class Wishes(IReadOnlyList<Offer> offers, Night tonight)
{
    private readonly List<Offer> _coming = [.. offers.Where(offer => offer.Night >= tonight)];

    /// <summary>What a bare answer means: last offered, still to come.</summary>
    public IReadOnlyList<Offer> Current => [.. _coming.Where(offer => offer.IsCurrent)];

    public IReadOnlyList<Choice> CurrentChoices =>
        [.. Current.SelectMany(offer => offer.Shifts.Select(shift => new Choice(offer.Night, shift))).Distinct()];

    public Resolution Resolve(IReadOnlyList<Wish> wishes)
    {
        var found = new Found();
        foreach (var wish in Completed(wishes))
        {
            Resolve(wish, found);
        }
        return found.ToResolution();
    }

    /// <summary>"jag kan tisdag, men bara kväll": a day and a shift that were named apart belong together.</summary>
    public static IReadOnlyList<Wish> Completed(IReadOnlyList<Wish> wishes)
    {
        var days = wishes.Where(wish => wish.NamesNight && !wish.NamesShift).ToList();
        var shifts = wishes.Where(wish => wish.NamesShift && !wish.NamesNight).ToList();
        return days.Count > 0 && shifts.Count > 0 && days.Count + shifts.Count == wishes.Count
            ? [.. days.SelectMany(day => shifts.Select(shift => WishReader.Together(day, shift)))]
            // Complete wishes first: what repeats one of them is then no question.
            : [.. wishes.OrderByDescending(wish => wish.NamesNight && wish.NamesShift)];
    }

    /// <summary>
    /// The night that "ikväll" names where only another shift of it is on offer: who cannot tonight cannot its night
    /// either. Null when the words name a shift that is on offer, or name it apart from the day.
    /// </summary>
    public Night? OfferedOn(Wish wish)
    {
        if (wish is not { Day: { } day, Shift: { } shift } || wish.Text != day.Text)
        {
            return null;
        }
        var offered = Current.Where(offer => day.Matches(offer.Night)).ToList();
        return offered.Count > 0 && !offered.Exists(offer => offer.Shifts.Contains(shift)) ? offered[0].Night : null;
    }

    private void Resolve(Wish wish, Found found)
    {
        found.IsDoubtful |= wish.IsDoubtful;
        if (wish.Code is not null)
        {
            ResolveCode(wish.Code, found);
            return;
        }
        if (Repeats(wish, found))
        {
            return;
        }
        var nights = NightsOf(wish, found);
        var offering = nights.Where(offer => wish.Shift is not { } shift || offer.Shifts.Contains(shift)).ToList();
        if (nights.Count > 0 && offering.Count == 0)
        {
            found.Unoffered.Add(new Unoffered(wish.Text, nights[0].Night, null, wish.Shift));
        }
        if (!wish.NamesNight && offering.Count > 1)
        {
            found.LeavesOpen = true;
            return;
        }
        foreach (var offer in offering)
        {
            ResolveShifts(wish, offer, found);
        }
    }

    private static void ResolveCode(CodeName code, Found found)
    {
        foreach (var digit in code.Digits)
        {
            if (code.Offer is { } offer && offer.Shifts.Contains((ShiftKind)digit))
            {
                found.Add(new Choice(offer.Night, (ShiftKind)digit));
                continue;
            }
            var text = code.Letters + digit;
            found.Unoffered.Add(
                new Unoffered(text, code.Offer?.Night, text, Enum.IsDefined((ShiftKind)digit) ? (ShiftKind)digit : null)
            );
        }
    }

    /// <summary>"A1 kväll", "tis kväll 1/12": the same thing said twice.</summary>
    private static bool Repeats(Wish wish, Found found) =>
        (
            wish.NamesNight
            && !wish.NamesShift
            && wish.Day is { } day
            && found.Choices.Exists(choice => day.Matches(choice.Night))
        ) || (!wish.NamesNight && wish.Shift is { } shift && found.Choices.Exists(choice => choice.Shift == shift));

    private IReadOnlyList<Offer> NightsOf(Wish wish, Found found)
    {
        if (wish.Nights == Reach.All || (wish.Nights == Reach.Both && Current.Count == 2))
        {
            return Current;
        }
        if (wish.Nights == Reach.Both)
        {
            found.LeavesOpen = true;
            return [];
        }
        return wish.Day is { } day ? Named(wish, day, found) : Current;
    }

    private List<Offer> Named(Wish wish, DayName day, Found found)
    {
        var matching = (day.IsCode ? offers : _coming).Where(offer => day.Matches(offer.Night)).ToList();
        var meant = matching.Exists(offer => offer.IsCurrent) ? matching.FindAll(offer => offer.IsCurrent) : matching;
        if (meant.Count == 0 && day.Night is null)
        {
            found.LeavesOpen = true;
            return [];
        }
        if (meant.Count == 0 && wish.Shift == ShiftKind.Morning && EndingOn(day) is { } ending)
        {
            found.IsDoubtful = true;
            return [ending];
        }
        if (meant.Count == 0 && day.IsEvery)
        {
            return [];
        }
        if (meant.Count == 0)
        {
            found.Unoffered.Add(new Unoffered(wish.Text, day.Night, null, wish.Shift));
            return [];
        }
        if (day.Last is null && !day.IsEvery && meant.Select(offer => offer.Night).Distinct().Count() > 1)
        {
            found.LeavesOpen = true;
            return [];
        }
        found.IsDoubtful |=
            wish.Shift == ShiftKind.Morning && day.Night is not null && MayMeanMorningBefore(day, meant[0].Night);
        return meant;
    }

    /// <summary>
    /// A night is named by its evening, but "onsdag morgon" is also when Tuesday's night ends. With that one on offer
    /// too, the writer is asked.
    /// </summary>
    private bool MayMeanMorningBefore(DayName day, Night night) =>
        !day.IsCode
        && _coming.Exists(offer => offer.Night == night.Previous && offer.Shifts.Contains(ShiftKind.Morning));

    /// <summary>"torsdag morgon" where Thursday is not on offer: probably the morning on which Wednesday's night ends.</summary>
    private Offer? EndingOn(DayName day) =>
        day is { IsCode: false, IsEvery: false, Last: null, Night: { } named }
            ? Current.FirstOrDefault(offer => offer.Night == named.Previous && offer.Shifts.Contains(ShiftKind.Morning))
            : null;

    private static void ResolveShifts(Wish wish, Offer offer, Found found)
    {
        found.Nights.Add(offer.Night);
        var open = wish.Shift is null && wish.Shifts != Reach.All;
        if (open && offer.Shifts.Count > (wish.Shifts == Reach.Both ? 2 : 1))
        {
            found.LeavesOpen = true;
            return;
        }
        foreach (var shift in wish.Shift is { } named ? [named] : offer.Shifts)
        {
            found.Add(new Choice(offer.Night, shift));
        }
    }

    private sealed class Found
    {
        public List<Choice> Choices { get; } = [];

        public List<Night> Nights { get; } = [];

        public List<Unoffered> Unoffered { get; } = [];

        public bool LeavesOpen { get; set; }

        public bool IsDoubtful { get; set; }

        public void Add(Choice choice)
        {
            Choices.Add(choice);
            Nights.Add(choice.Night);
        }

        public Resolution ToResolution() =>
            new(
                [.. Choices.Distinct().OrderBy(choice => choice.Night).ThenBy(choice => choice.Shift)],
                [.. Nights.Distinct().Order()],
                Unoffered,
                LeavesOpen,
                IsDoubtful
            );
    }
}
