using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// Reads codes: "A1", "a 1", "A1+2", "A1-3", "AB2", "A" alone, and digits alone where only one night is on offer.
/// </summary>
internal static class CodeWords
{
    /// <summary>Short words that stand before numbers in ordinary writing, and so are never an unknown code.</summary>
    private static readonly HashSet<string> BeforeNumbers =
    [
        .. "kl|ca|nr|v|vi|ar|st|el|fr|om|pa|ok|i|o|at|en|ni|av|tv|p|h|m|to|on|by|ti|ma|so|fm|em|ja|vid|no|up|ge".Split(
            '|'
        ),
    ];

    /// <summary>Letters that are words between other words: "A1 o 2", "i 2 timmar".</summary>
    private static readonly HashSet<string> AlsoWords = ["i", "o"];

    private static readonly HashSet<string> Units =
    [
        .. "timme|timmar|tim|h|min|minuter|st|pers|personer|hour|hours".Split('|'),
    ];

    private static readonly HashSet<string> Lists = ["och", "o", "and", "samt", "plus"];

    private static readonly HashSet<string> EnglishShifts =
    [
        "evening",
        "evenings",
        "night",
        "nights",
        "morning",
        "mornings",
    ];

    public static Term? Read(TokenCursor cursor)
    {
        if (cursor.Current.IsNumber)
        {
            return ReadReversed(cursor) ?? ReadDigitAlone(cursor);
        }
        if (!cursor.Current.IsWord || cursor.Current.Text.Length > 2)
        {
            return null;
        }
        var letters = cursor.Current.Text;
        var offer = Find(cursor.Context, letters);
        if (offer is not null && HasMarkInside(cursor))
        {
            return ReadDigits(cursor, letters, offer, at: 2);
        }
        if (cursor.Peek(1).IsNumber)
        {
            return IsCode(cursor, offer) ? ReadDigits(cursor, letters, offer, at: 1)
                : IsTwoCodes(cursor) ? cursor.Take(2, Sense.Doubt)
                : null;
        }
        return offer is not null && IsLetterAlone(cursor) ? ReadLetter(cursor, offer) : null;
    }

    private static Offer? Find(ReplyContext context, string letters) =>
        context
            .Offers.Where(offer => Letters.Plain(offer.Code) == letters)
            .OrderByDescending(offer => offer.IsCurrent)
            .ThenByDescending(offer => offer.Night)
            .FirstOrDefault();

    private static bool IsCode(TokenCursor cursor, Offer? offer)
    {
        var letters = cursor.Current.Text;
        var digits = cursor.Peek(1);
        if (digits.Value is not <= 999)
        {
            return false;
        }
        if (offer is null)
        {
            return !BeforeNumbers.Contains(letters) && !IsTwoCodes(cursor) && (digits.Glued || IsWholeText(cursor, 2));
        }
        if (digits.Glued)
        {
            return true;
        }
        var isDateOrTime = cursor.Peek(2).Glued && !IsListMark(cursor.Peek(2)) && !cursor.Peek(2).IsMark('.');
        return !AlsoWords.Contains(letters)
            && digits.Value is >= 1 and <= 3
            && !isDateOrTime
            && !Units.Contains(cursor.Peek(2).Text);
    }

    /// <summary>"A.1", "A-1", "A:1".</summary>
    private static bool HasMarkInside(TokenCursor cursor) =>
        (cursor.Peek(1).IsMark('.') || cursor.Peek(1).IsMark('-') || cursor.Peek(1).IsMark(':'))
        && cursor.Peek(1).Glued
        && cursor.Peek(2) is { Glued: true, Value: >= 1 and <= 3, Text.Length: 1 }
        && (!cursor.Peek(3).Glued || IsListMark(cursor.Peek(3)) || cursor.Peek(3).IsMark('.'))
        && !AlsoWords.Contains(cursor.Current.Text);

    private static bool IsListMark(Token token) =>
        token.IsMark(',') || token.IsMark('+') || token.IsMark('&') || token.IsMark('-') || token.IsMark('!');

    private static bool IsTwoCodes(TokenCursor cursor) =>
        cursor.Current.Text.Length == 2
        && cursor.Peek(1).Glued
        && Find(cursor.Context, cursor.Current.Text) is null
        && cursor.Current.Text.All(letter => Find(cursor.Context, letter.ToString()) is not null);

    private static bool IsWholeText(TokenCursor cursor, int count) =>
        cursor.Text.Tokens.Count(token => token.Kind != TokenKind.Mark) == count;

    /// <param name="at">Where the first digit stands, from the letters.</param>
    private static Term ReadDigits(TokenCursor cursor, string letters, Offer? offer, int at)
    {
        var (digits, doubtful) = Digits(cursor.Peek(at));
        var taken = at + 1;
        while (offer is not null && NextDigit(cursor, taken, letters) is { } next)
        {
            if (next.IsRange && next.Digit > digits[^1])
            {
                digits.AddRange(Enumerable.Range(digits[^1] + 1, next.Digit - digits[^1]));
            }
            else
            {
                digits.Add(next.Digit);
                doubtful |= next.IsRange;
            }
            doubtful |= next.IsDoubtful;
            taken += next.Count;
        }
        var code = new CodeName(letters.ToUpperInvariant(), offer, digits);
        return cursor.Take(taken, Sense.Code) with { Code = code, IsDoubtful = doubtful };
    }

    /// <summary>"A12" may mean both shifts, or be a slip of the finger: it is asked about.</summary>
    private static (List<int> Digits, bool IsDoubtful) Digits(Token number)
    {
        var isList =
            number.Text.Length is 2 or 3
            && number.Text.All(digit => digit is >= '1' and <= '3')
            && number.Text.Distinct().Count() == number.Text.Length;
        return isList ? ([.. number.Text.Select(digit => digit - '0')], true) : ([number.Value ?? int.MaxValue], false);
    }

    private static NextShift? NextDigit(TokenCursor cursor, int at, string letters)
    {
        var first = cursor.Peek(at);
        if (IsShiftDigit(cursor, at) && !first.Glued)
        {
            return new NextShift(first.Value!.Value, 1, IsRange: false, IsDoubtful: true);
        }
        var isList =
            first.IsMark(',') || first.IsMark('+') || first.IsMark('&') || (first.IsWord && Lists.Contains(first.Text));
        var isRange = first.IsMark('-') && first.Glued && cursor.Peek(at + 1).Glued;
        var isSlash = first.IsMark('/') && first.Glued;
        if ((isList || isRange || isSlash) && IsShiftDigit(cursor, at + 1))
        {
            return new NextShift(cursor.Peek(at + 1).Value!.Value, 2, isRange, IsDoubtful: isSlash);
        }
        // "A1-A3"
        if (isRange && cursor.Peek(at + 1).Text == letters && IsShiftDigit(cursor, at + 2) && cursor.Peek(at + 2).Glued)
        {
            return new NextShift(cursor.Peek(at + 2).Value!.Value, 3, IsRange: true, IsDoubtful: false);
        }
        return null;
    }

    /// <summary>A digit that goes on with a code, not the 2 of "A1 och 2 vänner", "A1, 2/12" or "A1, 2 till".</summary>
    private static bool IsShiftDigit(TokenCursor cursor, int at)
    {
        var after = cursor.Peek(at + 1);
        var goesOn =
            after.IsWord && (!Vocabulary.IsKnown(after.Text) || after.Text is "till" or "pers" or "st" or "min");
        var isCode = after.IsWord && Find(cursor.Context, after.Text) is not null;
        return cursor.Peek(at).Value is >= 1 and <= 9
            && (!goesOn || isCode)
            && WeekdayWords.Month(after.Text) is null
            && !(after.Glued && (after.IsMark('/') || after.IsMark(':')) && cursor.Peek(at + 2).IsNumber);
    }

    private static bool IsLetterAlone(TokenCursor cursor)
    {
        var letters = cursor.Current.Text;
        if (AlsoWords.Contains(letters) || (letters != "a" && Vocabulary.ByFirstWord.ContainsKey(letters)))
        {
            return false;
        }
        var next = cursor.Peek(1);
        return !next.IsWord || Find(cursor.Context, next.Text) is not null || IsPlainAnswer(next.Text);
    }

    /// <summary>A word that may follow a lone letter; after any other, "a" is an English article.</summary>
    private static bool IsPlainAnswer(string word) =>
        !EnglishShifts.Contains(word)
        && Vocabulary
            .ByFirstWord.GetValueOrDefault(word, [])
            .Any(m =>
                m.Words.Count == 1
                && m.Sense
                    is Sense.Yes
                        or Sense.No
                        or Sense.Not
                        or Sense.Can
                        or Sense.And
                        or Sense.Or
                        or Sense.But
                        or Sense.Shift
                        or Sense.Thanks
                        or Sense.Regret
                        or Sense.Reserve
            );

    private static Term ReadLetter(TokenCursor cursor, Offer offer)
    {
        var day = DayName.Of(cursor.Written(1), offer.Night) with { IsCode = true };
        return cursor.Take(1, Sense.Day) with { Day = day };
    }

    /// <summary>"1A" and nothing else: probably A1.</summary>
    private static Term? ReadReversed(TokenCursor cursor)
    {
        var letters = cursor.Peek(1);
        var isReversed =
            letters.IsWord && letters.Glued && cursor.Current.Value is >= 1 and <= 3 && IsWholeText(cursor, 2);
        if (!isReversed || Find(cursor.Context, letters.Text) is not { } offer)
        {
            return null;
        }
        var code = new CodeName(letters.Text.ToUpperInvariant(), offer, [cursor.Current.Value!.Value]);
        return cursor.Take(2, Sense.Code) with { Code = code, IsDoubtful = true };
    }

    /// <summary>"1" or "1 och 2" and nothing else: shifts of the night on offer.</summary>
    private static Term? ReadDigitAlone(TokenCursor cursor)
    {
        var words = cursor.Text.Tokens.Where(token =>
            token.Kind != TokenKind.Mark || token.IsMark('-') || token.IsMark('/')
        );
        var isOnlyDigits = words.All(token =>
            token.Value is >= 1 and <= 3
            || (token.IsWord && (Lists.Contains(token.Text) || token.Text is "ja" or "yes" or "tack" or "pass"))
        );
        if (!isOnlyDigits)
        {
            return null;
        }
        var shift = (ShiftKind)cursor.Current.Value!.Value;
        return cursor.Take(1, Sense.Shift) with { Shift = shift };
    }

    private sealed record NextShift(int Digit, int Count, bool IsRange, bool IsDoubtful);
}
