using Ekn.Core.Replies;

namespace Ekn.Worker.Reading;

/// <summary>A reading as a document for other programs; every name in it is in <see cref="ReadingNames"/>.</summary>
internal static class ReadingDocument
{
    public static object Of(Core.Replies.Reading reading) =>
        new
        {
            Intent = ReadingNames.Of(reading.Intent),
            Choices = reading.Choices.Select(Of),
            Declined = reading.Declined.Select(night => night.ToString()),
            reading.Remark,
            Certainty = ReadingNames.Of(reading.Certainty),
            DeclinedShifts = reading.DeclinedShifts.Select(Of),
            Unoffered = reading.Unoffered.Select(one => new
            {
                one.Text,
                Night = one.Night?.ToString(),
                one.Code,
                Shift = one.Shift is { } shift ? ReadingNames.Of(shift) : null,
            }),
            Standing = reading.Standing.Select(day => new
            {
                Weekday = ReadingNames.Of(day.Weekday),
                Shift = day.Shift is { } shift ? ReadingNames.Of(shift) : null,
            }),
            reading.EndsStanding,
            Topic = reading.Topic is { } topic ? ReadingNames.Of(topic) : null,
            reading.Rule,
        };

    private static object Of(Choice choice) =>
        new { Night = choice.Night.ToString(), Shift = ReadingNames.Of(choice.Shift) };
}
