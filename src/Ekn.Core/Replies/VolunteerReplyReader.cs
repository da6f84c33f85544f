using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;
using Ekn.Core.Replies.Rules;

namespace Ekn.Core.Replies;

/// <summary>
/// Reads what volunteers write, in their own words or by code. Pure: the same text, offers and time always give the
/// same reading, and no text makes it throw. Where a text could be read in two ways the reading is to ask back, since
/// a wrong booking or a wrong withdrawal is worse than a question.
/// </summary>
public static class VolunteerReplyReader
{
    /// <summary>The first rule that has a reading decides.</summary>
    private static readonly IReplyRule[] Rules =
    [
        new StopRule(),
        new TooLongRule(),
        new LeavingRule(),
        new CourtesyRule(),
        new QuestionRule(),
        new DoubtRule(),
        new LateRule(),
        new StandingEndRule(),
        new WithdrawRule(),
        new ContradictionRule(),
        new ChoiceRule(),
        new BareYesRule(),
        new DeclineRule(),
    ];

    public static Reading Read(string? text, ReplyContext context)
    {
        var answer = new Answer(ReplyText.From(text), context);
        foreach (var rule in Rules)
        {
            if (rule.Read(answer) is { } reading)
            {
                return reading with { Rule = rule.GetType().Name };
            }
        }
        return answer.Unclear();
    }
}
