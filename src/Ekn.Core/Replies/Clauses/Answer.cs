using Ekn.Core.Calendar;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Clauses;

/// <summary>A text taken apart, and everything that the rules ask of it.</summary>
internal sealed class Answer
{
    /// <summary>Until this hour a night is still going on.</summary>
    private static readonly TimeOnly NightIsOver = new(9, 0);

    public Answer(ReplyText text, ReplyContext context)
    {
        Text = text;
        Context = context;
        Clauses = text.IsTooLong ? [] : ClauseReader.Read(TermReader.Read(text, context));
        var now = context.Now.DateTime;
        var today = DateOnly.FromDateTime(now);
        var tonight = new Night(TimeOnly.FromDateTime(now) < NightIsOver ? today.AddDays(-1) : today);
        Wishes = new Wishes(context.Offers, tonight);
        Booked =
        [
            .. context
                .Booked.Where(choice => choice.Night >= tonight)
                .Distinct()
                .OrderBy(choice => choice.Night)
                .ThenBy(choice => choice.Shift),
        ];
        var meant = Clauses.Where(clause => !clause.IsQuestion && !clause.IsOnlyThanks).ToList();
        Said = [.. meant.Where((clause, at) => !IsTurnedDown(clause, meant.ElementAtOrDefault(at + 1)))];
    }

    public ReplyText Text { get; }

    public ReplyContext Context { get; }

    public IReadOnlyList<Clause> Clauses { get; }

    /// <summary>The clauses that are neither questions nor courtesies, nor the wish that comes before a no.</summary>
    public IReadOnlyList<Clause> Said { get; }

    public Wishes Wishes { get; }

    /// <summary>Bookings still to come.</summary>
    public IReadOnlyList<Choice> Booked { get; }

    public IReadOnlyList<Clause> Positive =>
        [
            .. Said.Where(clause =>
                clause.Sign == Sign.Yes || (clause.Sign == Sign.None && clause.HasTargets && !Refuses(clause))
            ),
        ];

    public IReadOnlyList<Clause> Negative => [.. Said.Where(Refuses)];

    public bool Has(Sense sense) => Said.Any(clause => clause.Has(sense));

    /// <summary>Says no, or names what hinders: "sjuk".</summary>
    public static bool Refuses(Clause clause) =>
        clause.Sign == Sign.No
        || (clause.Sign == Sign.None && !clause.HasLimit && (clause.Has(Sense.Hindrance) || clause.Has(Sense.Away)));

    public QuestionTopic? Topic
    {
        get
        {
            var questions = Clauses.Where(clause => clause.IsQuestion).ToList();
            if (questions.Count == 0)
            {
                return null;
            }
            var asksWhere = questions.Exists(Topics.AsksWhere);
            var asksWhen = questions.Exists(Topics.AsksWhen);
            return (asksWhere, asksWhen) switch
            {
                (true, true) => QuestionTopic.WhereAndWhen,
                (true, false) => QuestionTopic.Where,
                (false, true) => QuestionTopic.When,
                _ => QuestionTopic.Unknown,
            };
        }
    }

    /// <summary>Every qualifier in the text, in the writer's own words; null when there is none.</summary>
    public string? Remark => RemarkOf(Said.Where(clause => !Refuses(clause) || !clause.HasTargets));

    public string? RemarkOf(IEnumerable<Clause> clauses)
    {
        var remarks = clauses.Select(clause => clause.Remark(Text)).OfType<string>().ToList();
        return remarks.Count == 0 ? null : string.Join(", ", remarks);
    }

    /// <summary>"vill gärna men kan inte": the wish is a courtesy, and what comes after it the answer.</summary>
    private static bool IsTurnedDown(Clause wish, Clause? after) =>
        wish.IsOnlyWish && after is { Joint: Joint.But, HasTargets: false } && Refuses(after);

    public Reading Unclear() => new(Intent.Unclear, Certainty.Ask) { Topic = Topic };
}
