using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Clauses;

internal static class Signs
{
    /// <summary>Whether these words, taken together, say yes or no.</summary>
    public static Sign Of(IReadOnlyList<Term> terms)
    {
        var runs = Runs(terms).Select(run => run.Sign).Distinct().ToList();
        if (runs.Count == 0)
        {
            return Sign.None;
        }
        if (runs.Count > 1)
        {
            return Sign.Mixed;
        }
        return runs[0] == Sign.No && StandsBetweenTargets(terms) ? Sign.Mixed : runs[0];
    }

    /// <summary>Markers with no target between them, and the sign they make together: "kan … inte" is a no.</summary>
    public static IReadOnlyList<MarkerRun> Runs(IReadOnlyList<Term> terms)
    {
        var runs = new List<MarkerRun>();
        var markers = new List<Sense>();
        var start = -1;
        for (var at = 0; at <= terms.Count; at++)
        {
            if (at < terms.Count && terms[at].IsMarker)
            {
                start = start < 0 ? at : start;
                markers.Add(terms[at].Sense);
            }
            else if ((at == terms.Count || terms[at].IsTarget) && markers.Count > 0)
            {
                runs.Add(new MarkerRun(start, at - 1, SignOf(markers)));
                markers.Clear();
                start = -1;
            }
        }
        return runs;
    }

    private static Sign SignOf(List<Sense> markers)
    {
        var refuses = markers.Contains(Sense.Not) || markers.Contains(Sense.No);
        var isTorn =
            refuses && (markers.Contains(Sense.Yes) || (markers.Contains(Sense.Can) && !markers.Contains(Sense.Not)));
        // "inte inte", "inte nej": nobody knows.
        var isDouble =
            markers.Count(marker => marker == Sense.Not) > 1
            || (
                markers.Contains(Sense.No)
                && markers.IndexOf(Sense.Not) is var not and >= 0
                && not < markers.LastIndexOf(Sense.No)
            );
        if (isTorn || isDouble)
        {
            return Sign.Mixed;
        }
        return refuses ? Sign.No : Sign.Yes;
    }

    /// <summary>"A1 inte B2": it cannot be told which of them is refused.</summary>
    private static bool StandsBetweenTargets(IReadOnlyList<Term> terms)
    {
        var runs = Runs(terms);
        return terms.Take(runs[0].First).Any(term => term.IsTarget)
            && terms.Skip(runs[^1].Last).Any(term => term.IsTarget);
    }
}
