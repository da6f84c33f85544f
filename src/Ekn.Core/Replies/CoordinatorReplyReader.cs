using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies;

/// <summary>
/// Reads JA, NEJ, ÖPPNA and STÄNG. This opens a church, so it is strict: the agreed word comes first, is never guessed
/// from a near one, and anything that could take it back is asked about.
/// </summary>
public static class CoordinatorReplyReader
{
    private static readonly Dictionary<string, CoordinatorIntent> Intents = new()
    {
        ["ja"] = CoordinatorIntent.Yes,
        ["yes"] = CoordinatorIntent.Yes,
        ["nej"] = CoordinatorIntent.No,
        ["no"] = CoordinatorIntent.No,
        ["oppna"] = CoordinatorIntent.Open,
        ["open"] = CoordinatorIntent.Open,
        ["stang"] = CoordinatorIntent.Close,
        ["close"] = CoordinatorIntent.Close,
    };

    private static readonly IReadOnlySet<string> Commands = Intents.Keys.ToHashSet();

    /// <summary>Words that make any of the four a maybe.</summary>
    private static readonly HashSet<string> Hedges =
    [
        .. "kanske|eventuellt|ev|mojligen|om|ifall|savida|forutsatt|annars|eller|vanta|avvakta|avvaktar|osaker|tveksam|tror|kolla|kollar|aterkommer|angrar|angrade|menar|menade|tills|if|unless|maybe|perhaps|or|wait|otherwise|provided|depends".Split(
            '|'
        ),
    ];

    /// <summary>Words that turn a yes into something less.</summary>
    private static readonly HashSet<string> AgainstYes =
    [
        .. "inte|ej|ingen|inga|inget|aldrig|not|dont|never|forst|innan|nar|sen|senare|imorgon|later|first|when|before|until|sorry|forlat".Split(
            '|'
        ),
    ];

    private static readonly HashSet<string> AgainstNo = ["jo", "joda", "forlat", "sorry", "visst", "javisst", "garna"];

    /// <param name="codes">The codes of the nights that can be answered; see <see cref="Command.Find"/>.</param>
    public static CoordinatorReading Read(string? text, IReadOnlyCollection<string>? codes = null)
    {
        var read = ReplyText.From(text);
        var stopWord = StopWords.Read(read);
        if (stopWord != StopWord.None)
        {
            var intent = stopWord == StopWord.Stop ? CoordinatorIntent.Stop : CoordinatorIntent.Start;
            return new CoordinatorReading(intent, CoordinatorProblem.None, null, null);
        }
        var command = read.IsTooLong ? null : Command.Find(read, Commands, codes);
        if (command is null)
        {
            return new CoordinatorReading(CoordinatorIntent.Unclear, CoordinatorProblem.NotUnderstood, null, null);
        }
        return Decide(command, Intents[command.Word]);
    }

    private static CoordinatorReading Decide(Command command, CoordinatorIntent intent)
    {
        var remark = command.Remark;
        if (command.Asks || TakesBack(command, intent))
        {
            return new CoordinatorReading(CoordinatorIntent.Unclear, CoordinatorProblem.Doubtful, command.Code, remark);
        }
        if (!command.IsCodeKnown)
        {
            return new CoordinatorReading(intent, CoordinatorProblem.NoSuchCode, command.Code, remark);
        }
        var needsReason = intent is CoordinatorIntent.Open or CoordinatorIntent.Close;
        var hasReason = remark is not null && command.Words.Any(word => word.Length > 1);
        var problem = needsReason && !hasReason ? CoordinatorProblem.ReasonMissing : CoordinatorProblem.None;
        return new CoordinatorReading(intent, problem, command.Code, remark);
    }

    private static bool TakesBack(Command command, CoordinatorIntent intent)
    {
        var words = command.Words.ToList();
        var saysOther = words.Exists(word => Intents.TryGetValue(word, out var other) && other != intent);
        if (saysOther || words.Exists(Hedges.Contains))
        {
            return true;
        }
        return intent switch
        {
            CoordinatorIntent.Yes => words.Exists(AgainstYes.Contains),
            CoordinatorIntent.No => words.Exists(AgainstNo.Contains),
            // "ÖPPNA inte": a reason may well contain a "not", but does not begin with one.
            _ => words.Count > 0 && AgainstYes.Contains(words[0]),
        };
    }
}
