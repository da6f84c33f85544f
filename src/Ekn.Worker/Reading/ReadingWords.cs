using Ekn.Core.Replies;

namespace Ekn.Worker.Reading;

/// <summary>A reading for a person at a terminal: one line for the meaning, one for each thing that was said.</summary>
internal static class ReadingWords
{
    public static string Of(Core.Replies.Reading reading)
    {
        var lines = new List<string> { $"{ReadingNames.Of(reading.Intent)}: {MeaningOf(reading)}" };
        Add(lines, "shifts", reading.Choices.Select(Of));
        Add(lines, "says no to", reading.Declined.Select(night => night.ToString()));
        Add(lines, "says no to", reading.DeclinedShifts.Select(Of));
        Add(
            lines,
            reading.EndsStanding ? "no longer every" : "every",
            reading.Standing.Select(day =>
                $"{day.Weekday}{(day.Shift is { } shift ? $", {ReadingNames.Of(shift)}" : "")}"
            )
        );
        Add(lines, "not on offer", reading.Unoffered.Select(one => $"“{one.Text}”"));
        Add(lines, "asks about", reading.Topic is { } topic ? [ReadingNames.Of(topic)] : []);
        Add(lines, "remark", reading.Remark is { } remark ? [$"“{remark}”"] : []);
        lines.Add(reading.Rule.Length == 0 ? "No rule fits." : $"Decided by {reading.Rule}.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string MeaningOf(Core.Replies.Reading reading) =>
        reading.Intent switch
        {
            Intent.Unclear => "changes nothing; the writer is asked back.",
            _ when !reading.IsSure => "a guess; changes nothing, the writer is asked back.",
            Intent.Signup => "takes what follows.",
            Intent.Reserve => "waits in reserve, not booked.",
            Intent.Decline => "says no.",
            Intent.Withdraw => "gives the place back.",
            Intent.Stop => "wants no more messages.",
            Intent.Start => "wants messages again.",
            Intent.Question => "asks, and changes nothing.",
            Intent.NotOffered => "names what is not on offer; changes nothing.",
            _ => "changes nothing.",
        };

    private static void Add(List<string> lines, string name, IEnumerable<string> said) =>
        lines.AddRange(said.Select(one => $"  {name}: {one}"));

    private static string Of(Choice choice) =>
        $"{choice.Night} {ReadingNames.Of(choice.Shift)} (digit {(int)choice.Shift})";
}
