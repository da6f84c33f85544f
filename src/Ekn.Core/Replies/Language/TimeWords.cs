namespace Ekn.Core.Replies.Language;

/// <summary>Reads times of day, which limit a choice and never make one: "22:00", "19-23", "kl 22".</summary>
internal static class TimeWords
{
    public static Term? Read(TokenCursor cursor, Term? before)
    {
        if (!cursor.Current.IsNumber)
        {
            return null;
        }
        if (IsClock(cursor, 0))
        {
            return cursor.Take(3, Sense.Limit);
        }
        var isSpan =
            cursor.Peek(1).IsMark('-')
            && cursor.Peek(2).IsNumber
            && (cursor.Current.Value > 3 || cursor.Peek(2).Value > 3);
        if (isSpan)
        {
            return cursor.Take(3, Sense.Limit);
        }
        return before is { Sense: Sense.Limit }
            ? cursor.Take(1, Sense.Limit)
            : cursor.Take(1, Sense.Number) with
            {
                Number = cursor.Current.Value,
            };
    }

    private static bool IsClock(TokenCursor cursor, int at) =>
        cursor.Peek(at).Value <= 24
        && (cursor.Peek(at + 1).IsMark(':') || cursor.Peek(at + 1).IsMark('.'))
        && cursor.Peek(at + 2) is { Glued: true, IsNumber: true, Text.Length: 2, Value: <= 59 };
}
