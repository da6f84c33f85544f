using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>The names of intents, certainties, shifts, weekdays and topics outside this program.</summary>
public static class ReadingNames
{
    public static string Of(Intent intent) =>
        intent switch
        {
            Intent.Signup => "signup",
            Intent.Reserve => "reserve",
            Intent.Decline => "decline",
            Intent.Withdraw => "withdraw",
            Intent.Stop => "stop",
            Intent.Start => "start",
            Intent.Question => "question",
            Intent.Nothing => "nothing",
            Intent.NotOffered => "not-offered",
            _ => "unclear",
        };

    public static string Of(Certainty certainty) => certainty == Certainty.Sure ? "sure" : "ask";

    public static string Of(ShiftKind shift) =>
        shift switch
        {
            ShiftKind.Evening => "evening",
            ShiftKind.Night => "night",
            _ => "morning",
        };

    public static string Of(DayOfWeek weekday) => weekday.ToString().ToLowerInvariant();

    public static string Of(QuestionTopic topic) =>
        topic switch
        {
            QuestionTopic.Where => "where",
            QuestionTopic.When => "when",
            QuestionTopic.WhereAndWhen => "where-and-when",
            QuestionTopic.Leaving => "leaving",
            _ => "unknown",
        };

    /// <summary>The shift of that name; null when there is none.</summary>
    public static ShiftKind? ShiftOf(string name) =>
        Enum.GetValues<ShiftKind>()
            .Where(shift => Of(shift) == name)
            .Select(shift => (ShiftKind?)shift)
            .FirstOrDefault();
}
