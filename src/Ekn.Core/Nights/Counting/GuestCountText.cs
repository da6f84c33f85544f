using System.Globalization;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Nights.Counting;

/// <summary>
/// Reads the site lead's report: "14K 23M", "14 kvinnor 23 män 1 hot 2 avvisade", "K14 M23", in any order, after the
/// code of the night or without it. Pure. Every number must have its word and every word its number: "polis kallad"
/// is asked about, because one visit and two look the same in it, and a figure guessed here would stand in the report
/// to the city.
/// </summary>
public static class GuestCountText
{
    /// <summary>More than any room holds, and fewer than a slip of the finger makes.</summary>
    public const int MostOfAnything = 999;

    public static GuestCountReading Read(string? text)
    {
        var read = ReplyText.From(text);
        if (read.IsTooLong)
        {
            return Unreadable(GuestCountProblem.TooLong, "");
        }
        if (read.Tokens.Any(token => token.IsMark('?')))
        {
            return Unreadable(GuestCountProblem.Doubtful, "?");
        }
        var scanned = GuestCountScanner.Scan(read);
        if (scanned.Problem is { } problem)
        {
            return problem;
        }
        var (code, items) = WithoutCode(scanned.Items);
        return Pair(items, code, read);
    }

    private static GuestCountReading Pair(IReadOnlyList<GuestCountItem> items, string? code, ReplyText text)
    {
        var counts = new Dictionary<GuestCountWord, int>();
        var saysMore = false;
        var at = 0;
        while (at < items.Count)
        {
            var item = items[at];
            var next = at + 1 < items.Count ? items[at + 1] : null;
            var pair = PairOf(item, next);
            if (
                pair is null
                && item.Number is null
                && !item.IsField
                && item.Word != GuestCountWord.Doubt
                && !TouchesNumber(items, at)
            )
            {
                saysMore = true;
                at++;
                continue;
            }
            if (pair is null && item.Word == GuestCountWord.Total)
            {
                at++;
                continue;
            }
            if (ProblemOf(item, next, pair, After(items, at + 2)) is { } problem)
            {
                return problem;
            }
            var (word, number) = pair!.Value;
            if (counts.TryGetValue(word, out var before) && before != number)
            {
                return Unreadable(GuestCountProblem.SaidTwice, item.Written);
            }
            counts[word] = number;
            at += 2;
        }
        return Checked(counts, code, saysMore ? text.Raw.Trim() : null);
    }

    private static GuestCountItem? After(IReadOnlyList<GuestCountItem> items, int at) =>
        at < items.Count ? items[at] : null;

    private static (GuestCountWord Word, int Number)? PairOf(GuestCountItem item, GuestCountItem? next)
    {
        if (next is null || next.StartsGroup)
        {
            return null;
        }
        if (item.Number is { } number && next.IsField)
        {
            return (next.Word!.Value, number);
        }
        return item.IsField && next.Number is { } following ? (item.Word!.Value, following) : null;
    }

    private static GuestCountReading.Unreadable? ProblemOf(
        GuestCountItem item,
        GuestCountItem? next,
        (GuestCountWord Word, int Number)? pair,
        GuestCountItem? after
    )
    {
        if (item.Word == GuestCountWord.Doubt)
        {
            return Unreadable(GuestCountProblem.Doubtful, item.Written);
        }
        if (pair is null)
        {
            return item.IsField ? Unreadable(GuestCountProblem.WordWithoutNumber, item.Written)
                : item.Number is null ? Unreadable(GuestCountProblem.UnknownWord, item.Written)
                : next is { StartsGroup: false, Word: GuestCountWord.Unknown }
                    ? Unreadable(GuestCountProblem.UnknownWord, next.Written)
                : next is { StartsGroup: false, Word: GuestCountWord.Doubt }
                    ? Unreadable(GuestCountProblem.Doubtful, next.Written)
                : Unreadable(GuestCountProblem.NumberWithoutWord, item.Written);
        }
        if (pair.Value.Number > MostOfAnything)
        {
            return Unreadable(GuestCountProblem.TooLarge, item.Written);
        }
        // "K 14M": the number stands nearer to the word after it.
        return !next!.IsGlued && after is { IsGlued: true }
            ? Unreadable(GuestCountProblem.Ambiguous, next.Written)
            : null;
    }

    /// <summary>An unknown word right before or after a number takes the number's meaning with it.</summary>
    private static bool TouchesNumber(IReadOnlyList<GuestCountItem> items, int at)
    {
        var isBefore = After(items, at + 1) is { Number: not null, StartsGroup: false };
        var isAfter = at > 0 && items[at - 1].Number is not null && !items[at].StartsGroup;
        return isBefore || isAfter;
    }

    /// <summary>The code that a report may begin with. "K 14K 23M" begins with one, "K 14 M 23" does not.</summary>
    private static (string? Code, IReadOnlyList<GuestCountItem> Items) WithoutCode(IReadOnlyList<GuestCountItem> items)
    {
        if (
            items.Count < 3
            || items[0] is not { Number: null, Text.Length: <= 2 } first
            || items[1].Number is null
            || items[1].IsGlued
        )
        {
            return (null, items);
        }
        var isCode =
            first.Word == GuestCountWord.Unknown
            || (first.IsField && items.Count % 2 == 1 && items.All(item => item.Number is not null || item.IsField));
        return isCode ? (first.Text.ToUpperInvariant(), [.. items.Skip(1)]) : (null, items);
    }

    private static GuestCountReading Checked(Dictionary<GuestCountWord, int> counts, string? code, string? remark)
    {
        if (counts.Count == 0)
        {
            return Unreadable(GuestCountProblem.NoNumbers, "");
        }
        if (counts.Remove(GuestCountWord.Incidents, out var incidents))
        {
            if (incidents != 0)
            {
                return Unreadable(GuestCountProblem.Ambiguous, incidents.ToString(CultureInfo.InvariantCulture));
            }
            foreach (
                var kind in new[]
                {
                    GuestCountWord.Threats,
                    GuestCountWord.Violence,
                    GuestCountWord.Police,
                    GuestCountWord.Ambulance,
                }
            )
            {
                if (counts.TryGetValue(kind, out var number) && number != 0)
                {
                    return Unreadable(GuestCountProblem.SaidTwice, "");
                }
                counts[kind] = 0;
            }
        }
        var fields = FieldsOf(counts);
        if (counts.TryGetValue(GuestCountWord.Total, out var total) && fields.Guests != total)
        {
            var problem = fields.Guests is null ? GuestCountProblem.TotalWithoutParts : GuestCountProblem.TotalDiffers;
            return Unreadable(problem, total.ToString(CultureInfo.InvariantCulture));
        }
        return new GuestCountReading.Read(fields, code, remark);
    }

    private static GuestCountFields FieldsOf(Dictionary<GuestCountWord, int> counts)
    {
        return new GuestCountFields(
            Of(GuestCountWord.Women),
            Of(GuestCountWord.Men),
            Of(GuestCountWord.NotStated),
            Of(GuestCountWord.TurnedAway),
            Of(GuestCountWord.Threats),
            Of(GuestCountWord.Violence),
            Of(GuestCountWord.Police),
            Of(GuestCountWord.Ambulance),
            Of(GuestCountWord.Minors)
        );

        int? Of(GuestCountWord word) => counts.TryGetValue(word, out var number) ? number : null;
    }

    private static GuestCountReading.Unreadable Unreadable(GuestCountProblem problem, string near) =>
        new(problem, near);
}
