using Ekn.Core.Calendar;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// Reads dates: "14/10", "1-2/12", "1 och 2/12", "14 okt", "dec 1", "den 14", "den 1 och 2", "14:e", "2026-12-01".
/// </summary>
internal static class DateWords
{
    private static readonly HashSet<string> Ordinals = ["e", "a", "st", "nd", "rd", "th", "de"];

    private static readonly HashSet<string> Articles = ["den", "the", "d"];

    public static IReadOnlyList<Term>? Read(TokenCursor cursor) =>
        ReadIso(cursor) ?? ReadMonthFirst(cursor) ?? ReadDays(cursor);

    private static List<Term>? ReadIso(TokenCursor cursor)
    {
        var isIso =
            cursor.Current.Text.Length == 4
            && cursor.Current.Value is { } year
            && year is >= 2000 and <= 2200
            && cursor.Peek(1).IsMark('-')
            && cursor.Peek(2).IsNumber
            && cursor.Peek(3).IsMark('-')
            && cursor.Peek(4).IsNumber;
        if (!isIso || !Night.TryParse(cursor.Written(5), out var night))
        {
            return null;
        }
        var day = DayName.Of(cursor.Written(5), night);
        return [cursor.Take(5, Sense.Day) with { Day = day }];
    }

    private static List<Term>? ReadMonthFirst(TokenCursor cursor)
    {
        if (
            !cursor.Current.IsWord
            || WeekdayWords.Month(cursor.Current.Text) is not { } month
            || cursor.Peek(1).Value is not (>= 1 and <= 31)
            || cursor.Peek(2) is { Glued: true, Kind: TokenKind.Mark } glued && !glued.IsMark('.')
        )
        {
            return null;
        }
        var count = 2 + OrdinalLength(cursor, 2);
        var day = DayName.Of(cursor.Written(count), cursor.Peek(1).Value!.Value, month, null, cursor.Today);
        return [cursor.Take(count, Sense.Day) with { Day = day }];
    }

    /// <summary>One or several days, made dates by what stands before ("den") or after ("/12", "dec", ":e").</summary>
    private static List<Term>? ReadDays(TokenCursor cursor)
    {
        var hasArticle = cursor.Current.IsWord && Articles.Contains(cursor.Current.Text);
        var at = hasArticle ? 1 : 0;
        var days = new List<(int Day, int At, int Count)>();
        var joints = new List<(Sense Sense, int At)>();
        var hasOrdinal = false;
        while (cursor.Peek(at).Value is >= 1 and <= 31)
        {
            var ordinal = OrdinalLength(cursor, at + 1);
            hasOrdinal |= ordinal > 0;
            days.Add((cursor.Peek(at).Value!.Value, at, 1 + ordinal));
            at += 1 + ordinal;
            if (Joint(cursor, at) is not { } joint || cursor.Peek(at + 1).Value is not (>= 1 and <= 31))
            {
                break;
            }
            joints.Add((joint, at));
            at++;
        }
        if (days.Count == 0)
        {
            return null;
        }
        var (month, year, monthCount) = MonthAfter(cursor, at);
        if (month is null && !hasArticle && !hasOrdinal)
        {
            return null;
        }
        if (month is null && days.Count > 1 && IsTimeOrCount(cursor, at))
        {
            return null;
        }
        return Take(cursor, days, joints, hasArticle ? 1 : 0, month, year, monthCount);
    }

    /// <summary>"22:00" and "2 personer" are no days of the month.</summary>
    private static bool IsTimeOrCount(TokenCursor cursor, int at) => cursor.Peek(at).IsMark(':');

    private static List<Term> Take(
        TokenCursor cursor,
        List<(int Day, int At, int Count)> days,
        List<(Sense Sense, int At)> joints,
        int before,
        int? month,
        int? year,
        int monthCount
    )
    {
        var terms = new List<Term>();
        for (var index = 0; index < days.Count; index++)
        {
            var isLast = index == days.Count - 1;
            var count = days[index].Count + (isLast ? monthCount : 0) + (index == 0 ? before : 0);
            var day = DayName.Of(cursor.Written(count), days[index].Day, month, year, cursor.Today);
            terms.Add(cursor.Take(count, Sense.Day) with { Day = day });
            if (!isLast)
            {
                terms.Add(cursor.Take(1, joints[index].Sense));
            }
        }
        return terms;
    }

    private static Sense? Joint(TokenCursor cursor, int at)
    {
        var token = cursor.Peek(at);
        return token switch
        {
            _ when token.IsMark('-') => Sense.Dash,
            _ when token.IsMark(',') => Sense.Comma,
            _ when token.IsMark('&') || token.IsMark('+') => Sense.And,
            { IsWord: true, Text: "och" or "o" or "and" or "samt" } => Sense.And,
            _ => null,
        };
    }

    private static (int? Month, int? Year, int Count) MonthAfter(TokenCursor cursor, int at)
    {
        if (cursor.Peek(at).IsMark('/') && cursor.Peek(at + 1).Value is >= 1 and <= 12)
        {
            var hasYear =
                (cursor.Peek(at + 2).IsMark('-') || cursor.Peek(at + 2).IsMark('/'))
                && cursor.Peek(at + 3) is { Glued: true, Text.Length: 2 or 4, IsNumber: true };
            int? year = hasYear ? cursor.Peek(at + 3).Value % 100 + 2000 : null;
            return (cursor.Peek(at + 1).Value, year, hasYear ? 4 : 2);
        }
        if (cursor.Peek(at).IsWord && WeekdayWords.Month(cursor.Peek(at).Text) is { } month)
        {
            var hasYear = cursor.Peek(at + 1) is { IsNumber: true, Text.Length: 4 };
            return (month, hasYear ? cursor.Peek(at + 1).Value : null, hasYear ? 2 : 1);
        }
        return (null, null, 0);
    }

    private static int OrdinalLength(TokenCursor cursor, int at)
    {
        if (cursor.Peek(at).IsMark(':') && cursor.Peek(at + 1) is { Glued: true, Text: "e" or "a" })
        {
            return 2;
        }
        var suffix = cursor.Peek(at);
        if (!suffix.Glued || !suffix.IsWord || !Ordinals.Contains(suffix.Text))
        {
            return 0;
        }
        // "1a" alone may be a code written backwards; before a month or after "den" it is an ordinal.
        var isPlain = suffix.Text is not "a";
        return
            isPlain
            || WeekdayWords.Month(cursor.Peek(at + 1).Text) is not null
            || Articles.Contains(cursor.Peek(at - 2).Text)
            ? 1
            : 0;
    }
}
