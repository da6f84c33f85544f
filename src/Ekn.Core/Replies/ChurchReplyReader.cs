using Ekn.Core.Replies.Clauses;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies;

/// <summary>
/// Reads a church's JA or NEJ, with code and remark or in plain words ("det går bra", "vi kan tyvärr inte"). A yes
/// with a condition is no yes: the night would be left without a room.
/// </summary>
public static class ChurchReplyReader
{
    private static readonly IReadOnlySet<string> Commands = new HashSet<string> { "ja", "nej", "yes", "no" };

    /// <summary>No offers, and a time of day: days in a church's answer are not counted, only seen.</summary>
    private static readonly ReplyContext NothingAsked = new(
        new DateTimeOffset(2000, 1, 1, 12, 0, 0, TimeSpan.Zero),
        [],
        []
    );

    /// <param name="codes">The codes of the nights that can be answered; see <see cref="Command.Find"/>.</param>
    public static ChurchReading Read(string? text, IReadOnlyCollection<string>? codes = null)
    {
        var read = ReplyText.From(text);
        switch (StopWords.Read(read))
        {
            case StopWord.Stop:
                return new ChurchReading(ChurchIntent.Stop);
            case StopWord.Start:
                return new ChurchReading(ChurchIntent.Start);
        }
        if (read.IsTooLong)
        {
            return new ChurchReading(ChurchIntent.Unclear);
        }
        var command = Command.Find(read, Commands, codes);
        var answer = new Answer(WithoutCode(read, command), NothingAsked);
        var intent = IntentOf(answer);
        var remark = command is null ? WholeRemark(answer, intent) : command.Remark;
        return new ChurchReading(intent, command?.Code, command?.IsCodeKnown ?? true, remark);
    }

    /// <summary>The words that answer: the agreed word and the rest, so that a code is not taken for a word.</summary>
    private static ReplyText WithoutCode(ReplyText text, Command? command) =>
        command?.Code is null ? text : ReplyText.From($"{command.Word} {RestOf(text, command)}");

    private static string RestOf(ReplyText text, Command command) =>
        command.Rest.Count == 0 ? "" : text.Slice(command.Rest[0].Start, text.Raw.Length);

    private static string? WholeRemark(Answer answer, ChurchIntent intent) =>
        intent is ChurchIntent.Yes or ChurchIntent.No or ChurchIntent.Unclear
        && answer.Said.Any(clause => clause.Leftover.Count > 0)
            ? answer.Text.Raw.Trim()
            : null;

    private static ChurchIntent IntentOf(Answer answer)
    {
        var said = answer.Said;
        if (said.Count == 0)
        {
            return answer.Topic is not null ? ChurchIntent.Question
                : answer.Text.EndsWithQuestionMark || answer.Clauses.Any(clause => clause.IsOnlyOk)
                    ? ChurchIntent.Unclear
                : ChurchIntent.Nothing;
        }
        if (said.Any(IsDoubtful))
        {
            return ChurchIntent.Unclear;
        }
        var yes = said.Where(clause => clause.Sign == Sign.Yes).ToList();
        var no = said.Where(clause => Answer.Refuses(clause) || clause.Has(Sense.Withdraw)).ToList();
        if (no.Count > 0)
        {
            // "nej men vi kan torsdag": what comes after is for the coordinator to take up.
            var isPlainNo = yes.Count == 0 || (no[0] == said[0] && yes.TrueForAll(clause => clause.Joint == Joint.But));
            return isPlainNo && no.Exists(IsOwnNo) ? ChurchIntent.No : ChurchIntent.Unclear;
        }
        return yes.Count > 0 && yes.TrueForAll(IsPlainYes) ? ChurchIntent.Yes : ChurchIntent.Unclear;
    }

    private static bool IsDoubtful(Clause clause) =>
        clause.Sign == Sign.Mixed
        || clause.EndsWithQuestionMark
        // One answer, one night: "alla onsdagar" is for a person to take up.
        || clause.Terms.Any(term => term.Day is { IsEvery: true })
        || clause.Terms.Any(term =>
            term.Sense
                is Sense.Doubt
                    or Sense.Condition
                    or Sense.Or
                    or Sense.AskWhere
                    or Sense.AskWhen
                    or Sense.AskOther
                    or Sense.Reserve
        );

    private static bool IsOwnNo(Clause clause) =>
        clause.Has(Sense.No)
        || clause.Has(Sense.Withdraw) && !clause.Has(Sense.Not)
        || (clause.Has(Sense.Not) && (clause.Has(Sense.Can) || clause.Leftover.Count == 0))
        || (clause.Has(Sense.Hindrance) && !clause.Has(Sense.Other));

    /// <summary>A day in the answer may be another than the one asked about: "ja, fredag går bra".</summary>
    private static bool IsPlainYes(Clause clause) =>
        !clause.Has(Sense.Day)
        && !clause.Has(Sense.Hindrance)
        && !clause.Has(Sense.Away)
        && !clause.Has(Sense.Regret)
        && (
            clause.Has(Sense.Yes)
            || clause.Leftover.All(term => term.Sense is Sense.Limit or Sense.OtherPerson or Sense.Number)
        );
}
