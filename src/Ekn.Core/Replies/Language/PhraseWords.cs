using Ekn.Core.Calendar;

namespace Ekn.Core.Replies.Language;

/// <summary>Looks words and phrases up in the vocabulary: as written, without stretched letters, as compounds, as near misses.</summary>
internal static class PhraseWords
{
    /// <summary>Before this hour a night that has begun is still "i natt".</summary>
    private const int NightIsOver = 9;

    /// <summary>From this hour on, "i natt" may as well be the night to come.</summary>
    private const int DayBegins = 5;

    private static readonly HashSet<string> BeforeEverydayWord =
    [
        .. "min|my|din|din|var|en|sin|ar|am|im|helt|vara|hur|ska|far|maste|har|gor|nar|om|a|the|his|her|i|mvh|hej|jag|kan|vill|som".Split(
            '|'
        ),
    ];

    private static readonly HashSet<string> BeforeDay =
    [
        .. "pa|on|ja|nej|inte|ej|o|och|and|natten|kvallen|ta|tar".Split('|'),
    ];

    public static IReadOnlyList<Term> Read(TokenCursor cursor)
    {
        var word = cursor.Current.Text;
        if (Longest(cursor, word) is { } meaning)
        {
            return [Take(cursor, meaning, meaning.Words.Count)];
        }
        foreach (var shorter in new[] { WithRunsOf(2, word), WithRunsOf(1, word) })
        {
            if (shorter != word && Single(shorter) is { } same)
            {
                return [Take(cursor, same, 1)];
            }
        }
        if (Compound(word) is var (day, shift))
        {
            var term = Take(cursor, day, 1);
            return [term, new Term(Sense.Shift, term.Start, term.End) { Text = word, Shift = shift.Shift }];
        }
        if (cursor.IsWriterName(word))
        {
            return [cursor.Take(1, Sense.Filler)];
        }
        return Vocabulary.Guess(word) is { } guess ? [Take(cursor, guess, 1)] : [cursor.Take(1, Sense.Other)];
    }

    private static Meaning? Longest(TokenCursor cursor, string word) =>
        Vocabulary
            .ByFirstWord.GetValueOrDefault(word, [])
            .FirstOrDefault(meaning =>
                meaning
                    .Words.Select((part, at) => cursor.Peek(at).IsWord && cursor.Peek(at).Text == part)
                    .All(same => same) && IsMeantHere(cursor, meaning)
            );

    /// <summary>"man" is Monday in "man kväll" and nobody in "kan man komma sent".</summary>
    private static bool IsMeantHere(TokenCursor cursor, Meaning meaning)
    {
        var last = meaning.Words[^1];
        if (!WeekdayWords.AlsoEverydayWords.Contains(last))
        {
            return true;
        }
        var after = cursor.Peek(meaning.Words.Count);
        var standsBeforeShift =
            Vocabulary.ShiftOf(after.Text) is not null
            || (after.IsNumber && cursor.Peek(meaning.Words.Count + 1).IsMark('/'));
        if (meaning.Weekday is null)
        {
            return !standsBeforeShift;
        }
        var before = cursor.Peek(-1);
        if (standsBeforeShift)
        {
            return before.Text is not ("min" or "my" or "din" or "sin" or "his" or "her");
        }
        return BeforeDay.Contains(before.Text)
            || (
                !BeforeEverydayWord.Contains(before.Text)
                && (after.Kind == TokenKind.Mark || after.Text is "och" or "o" or "and" or "samt" or "den")
            );
    }

    private static Meaning? Single(string word) =>
        Vocabulary
            .ByFirstWord.GetValueOrDefault(word, [])
            .FirstOrDefault(meaning => meaning.Words.Count == 1 && !WeekdayWords.AlsoEverydayWords.Contains(word));

    private static (Meaning Day, Meaning Shift)? Compound(string word)
    {
        for (var length = word.Length - 3; length >= 3; length--)
        {
            if (
                Day(word[..length]) is { } day
                && (Vocabulary.ShiftOf(word[length..]) ?? Vocabulary.Guess(word[length..])?.Shift) is { } shift
            )
            {
                return (day, new Meaning(Sense.Shift, [word[length..]]) { Shift = shift });
            }
        }
        return null;
    }

    private static Meaning? Day(string word) =>
        Vocabulary
            .ByFirstWord.GetValueOrDefault(word, [])
            .FirstOrDefault(meaning => meaning is { Words.Count: 1, Sense: Sense.Day, Shift: null, IsEvery: false });

    private static Term Take(TokenCursor cursor, Meaning meaning, int count)
    {
        var day =
            meaning.Sense == Sense.Day ? DayOf(meaning, cursor.Written(count), cursor.Context.Now.DateTime) : null;
        return cursor.Take(count, meaning.Sense) with { Shift = meaning.Shift, Day = day };
    }

    private static DayName DayOf(Meaning meaning, string text, DateTime now)
    {
        var today = DateOnly.FromDateTime(now);
        if (meaning.Weekday is { } weekday)
        {
            return DayName.Of(text, weekday, today) with { IsEvery = meaning.IsEvery };
        }
        if (meaning.IsTonight)
        {
            var night = new Night(now.Hour < DayBegins ? today.AddDays(-1) : today);
            return DayName.Of(text, night) with { IsDoubtful = now.Hour is >= DayBegins and < NightIsOver };
        }
        // Whoever is still up at half past midnight may mean the day after sleeping, or the day after the date.
        return DayName.Of(text, new Night(today.AddDays(meaning.DaysAhead!.Value))) with
        {
            IsDoubtful = now.Hour < DayBegins && meaning.DaysAhead > 0,
        };
    }

    /// <summary>"jaaaa" with every letter at most so many times in a row.</summary>
    private static string WithRunsOf(int longest, string word)
    {
        var isStretched = Enumerable
            .Range(0, Math.Max(0, word.Length - 2))
            .Any(at => word[at] == word[at + 1] && word[at] == word[at + 2]);
        if (!isStretched)
        {
            return word;
        }
        var kept = word.Where(
            (letter, at) => at < longest || Enumerable.Range(1, longest).Any(back => word[at - back] != letter)
        );
        return string.Concat(kept);
    }
}
