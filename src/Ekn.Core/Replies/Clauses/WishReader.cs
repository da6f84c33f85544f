using Ekn.Core.Replies.Language;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Clauses;

/// <summary>
/// Groups the days and shifts of a clause: "tis kväll och ons natt" is two wishes, "tis och ons kväll" is the evening
/// of both. Whether a group begins with its days or its shifts is told by what comes first.
/// </summary>
internal static class WishReader
{
    public static IReadOnlyList<Wish> Read(IReadOnlyList<Term> terms)
    {
        var codes = terms
            .Where(term => term.Code is not null)
            .Select(term => new Wish(term.Written) { Code = term.Code, IsDoubtful = term.IsDoubtful });
        return [.. codes, .. Groups(terms)];
    }

    private static List<Wish> Groups(IReadOnlyList<Term> terms)
    {
        var wishes = new List<Wish>();
        var days = new List<Wish>();
        var shifts = new List<Wish>();
        bool? daysFirst = null;
        Term? before = null;
        foreach (var term in terms.Where(term => term.Sense is not (Sense.Filler or Sense.Code)))
        {
            if (AsDay(term, Next(terms, term)) is { } day)
            {
                daysFirst ??= true;
                if (daysFirst.Value && shifts.Count > 0)
                {
                    wishes.AddRange(Cross(days, shifts));
                }
                AddDay(days, day, isSecondName: before is { Sense: Sense.Day } && term.Sense == Sense.Day);
            }
            else if (AsShift(term, before) is { } shift)
            {
                daysFirst ??= false;
                if (!daysFirst.Value && days.Count > 0)
                {
                    wishes.AddRange(Cross(days, shifts));
                }
                if (before?.Sense is Sense.And or Sense.Comma)
                {
                    AddShiftsOf(days, shifts);
                }
                shifts.Add(shift);
            }
            before = term;
        }
        var endsWithoutDay = daysFirst == false && days.Count == 0 && wishes.Count > 0;
        wishes.AddRange(Cross(days, shifts).Select(wish => endsWithoutDay ? wish with { IsDoubtful = true } : wish));
        return wishes;
    }

    private static Term? Next(IReadOnlyList<Term> terms, Term term) =>
        terms.SkipWhile(other => other != term).Skip(1).FirstOrDefault(other => other.Sense != Sense.Filler);

    private static Wish? AsDay(Term term, Term? next) =>
        term.Sense switch
        {
            Sense.Day => new Wish(term.Day!.Text)
            {
                Day = term.Day,
                Shift = term.Shift,
                IsDoubtful = term.IsDoubtful || term.Day.IsDoubtful,
            },
            Sense.BothNights => new Wish(term.Written) { Nights = Reach.Both },
            Sense.AllNights => new Wish(term.Written) { Nights = Reach.All },
            Sense.Both => new Wish(term.Written) { Nights = Reach.Both },
            // "alla" alone may be all nights, all shifts, or all of us.
            Sense.All => new Wish(term.Written) { Nights = Reach.All, IsDoubtful = next?.Sense != Sense.Shift },
            _ => null,
        };

    private static Wish? AsShift(Term term, Term? before) =>
        term.Sense switch
        {
            // "båda nätterna" may mean the nights as such.
            Sense.Shift => new Wish(term.Written)
            {
                Shift = term.Shift,
                IsDoubtful =
                    before?.Sense is Sense.Both or Sense.All && term.Text is "natterna" or "natter" or "nights",
            },
            Sense.BothShifts => new Wish(term.Written) { Shifts = Reach.Both },
            Sense.AllShifts => new Wish(term.Written) { Shifts = Reach.All },
            _ => null,
        };

    private static void AddDay(List<Wish> days, Wish day, bool isSecondName)
    {
        if (isSecondName && days.Count > 0 && days[^1].Day is { } first)
        {
            days[^1] = days[^1] with
            {
                Text = $"{days[^1].Text} {day.Text}",
                Day = first.And(day.Day!),
                Shift = days[^1].Shift ?? day.Shift,
                IsDoubtful = days[^1].IsDoubtful || day.IsDoubtful,
            };
            return;
        }
        days.Add(day);
    }

    /// <summary>"ikväll och natten": the evening stands beside the night instead of giving way to it.</summary>
    private static void AddShiftsOf(List<Wish> days, List<Wish> shifts)
    {
        if (days is [{ Shift: { } evening }] && shifts.Count == 0)
        {
            shifts.Add(new Wish("") { Shift = evening });
        }
    }

    private static List<Wish> Cross(List<Wish> days, List<Wish> shifts)
    {
        List<Wish> crossed =
        [
            .. days.Count == 0 ? shifts
            : shifts.Count == 0 ? days
            : days.SelectMany(day => shifts.Select(shift => Together(day, shift))),
        ];
        days.Clear();
        shifts.Clear();
        return crossed;
    }

    public static Wish Together(Wish day, Wish shift) =>
        day with
        {
            Text = $"{day.Text} {shift.Text}".Trim(),
            Shift = shift.Shift,
            Shifts = shift.Shifts,
            IsDoubtful = day.IsDoubtful || shift.IsDoubtful || IsNightBetween(day, shift),
        };

    /// <summary>"tis-ons natt" is one night to some and two to others.</summary>
    private static bool IsNightBetween(Wish day, Wish shift) =>
        day.Day is { Night: { } first, Last: { } last } && last == first.Next && shift.Shift != ShiftKind.Evening;
}
