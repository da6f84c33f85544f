using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Clauses;

/// <summary>Takes a text apart where a new thing begins to be said.</summary>
internal static class ClauseReader
{
    public static IReadOnlyList<Clause> Read(IReadOnlyList<Term> terms)
    {
        var clauses = new List<Clause>();
        var part = new List<Term>();
        var joint = Joint.Start;
        for (var at = 0; at < terms.Count; at++)
        {
            var next = JointAt(terms, at, part);
            if (next is null)
            {
                part.Add(terms[at]);
                continue;
            }
            Add(clauses, part, joint, terms[at].Sense == Sense.QuestionMark);
            // Of several joints in a row ("…, men …") the strongest counts.
            joint = part.Count == 0 && joint > next ? joint : next.Value;
            part = [];
        }
        Add(clauses, part, joint, endsWithQuestionMark: false);
        return clauses;
    }

    private static Joint? JointAt(IReadOnlyList<Term> terms, int at, List<Term> part) =>
        terms[at].Sense switch
        {
            Sense.But => Joint.But,
            Sense.ButOrWithout when part.Any(term => term.Sense is Sense.Not or Sense.No) => Joint.But,
            Sense.Break or Sense.QuestionMark => Joint.Break,
            // "kan tis - inte ons" begins anew; a dash inside a word says nothing.
            Sense.Dash => terms[at].IsDoubtful ? Joint.Comma : Joint.Break,
            Sense.Comma when !StandsInList(terms, at) => Joint.Comma,
            Sense.And when BeginsAnew(terms, at) => Joint.And,
            _ => null,
        };

    private static bool StandsInList(IReadOnlyList<Term> terms, int at)
    {
        var next = terms.Skip(at + 1).SkipWhile(term => term.Sense is Sense.And or Sense.Filler).FirstOrDefault();
        return at > 0 && terms[at - 1].IsTarget && next is { IsTarget: true };
    }

    private static bool BeginsAnew(IReadOnlyList<Term> terms, int at) =>
        terms.Skip(at + 1).SkipWhile(term => term.Sense == Sense.Filler).FirstOrDefault() is { IsMarker: true };

    private static void Add(List<Clause> clauses, List<Term> part, Joint joint, bool endsWithQuestionMark)
    {
        if (part.Count == 0)
        {
            return;
        }
        foreach (var piece in Pieces(part))
        {
            clauses.Add(
                new Clause(piece, piece == part || piece[0] == part[0] ? joint : Joint.And, endsWithQuestionMark)
            );
        }
    }

    /// <summary>"A1 ja B2 nej" and "ja A1 nej B2": one piece per answer, when it is plain which goes with which.</summary>
    private static List<List<Term>> Pieces(List<Term> part)
    {
        var whole = new Clause(part, Joint.Start, endsWithQuestionMark: false);
        var runs = Signs.Runs(part);
        if (whole.Sign != Sign.Mixed || whole.HasLimit || runs.Count < 2 || runs.Any(run => run.Sign == Sign.Mixed))
        {
            return [part];
        }
        var answersFirst = !part.Take(runs[0].First).Any(term => term.IsTarget);
        var endsWithTargets = part.Skip(runs[^1].Last + 1).Any(term => term.IsTarget);
        if (answersFirst != endsWithTargets)
        {
            return [part];
        }
        var cuts = answersFirst
            ? runs.Skip(1).Select(run => run.First)
            : runs.SkipLast(1).Select(run => LastMarker(part, run) + 1);
        return Cut(part, [.. cuts]);
    }

    private static int LastMarker(List<Term> part, MarkerRun run) =>
        part.FindLastIndex(run.Last, term => term.IsMarker);

    private static List<List<Term>> Cut(List<Term> part, List<int> cuts)
    {
        var pieces = new List<List<Term>>();
        var start = 0;
        foreach (var cut in cuts.Append(part.Count))
        {
            pieces.Add(part[start..cut]);
            start = cut;
        }
        return pieces;
    }
}
