using Ekn.Core.Weather;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Decisions;

internal sealed class DecisionOptionsValidator : IValidateOptions<DecisionOptions>
{
    private static readonly TimeOnly Noon = new(12, 0);

    public ValidateOptionsResult Validate(string? name, DecisionOptions options)
    {
        List<string> faults = [.. Faults(options)];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(DecisionOptions options)
    {
        if (options.ThresholdCelsius is < -40 or > 15)
        {
            yield return "Set Ekn:Decision:ThresholdCelsius to between -40 and 15 degrees, such as -7.0.";
        }
        if (options.BorderlineDegrees is < 0 or > 20)
        {
            yield return "Set Ekn:Decision:BorderlineDegrees to between 0 and 20 degrees above the threshold.";
        }
        if (options.WarningLevel is not (WarningLevel.Yellow or WarningLevel.Orange or WarningLevel.Red))
        {
            yield return "Set Ekn:Decision:WarningLevel to Yellow, Orange or Red.";
        }
        if (!Enum.IsDefined(options.NoAnswerPolicy))
        {
            yield return "Set Ekn:Decision:NoAnswerPolicy to AsProposed, AlwaysOpen or Hold.";
        }
        if (options.WindowFrom < Noon)
        {
            yield return "Set Ekn:Decision:WindowFrom to a time from 12:00 on: it is the evening that the night begins.";
        }
        if (options.WindowTo > Noon)
        {
            yield return "Set Ekn:Decision:WindowTo to a time until 12:00: it is the morning after.";
        }
        if (!MonthDay.TryParse(options.SeasonFirst, out _))
        {
            yield return "Write Ekn:Decision:SeasonFirst as month and day, such as 11-01.";
        }
        if (!MonthDay.TryParse(options.SeasonLast, out _))
        {
            yield return "Write Ekn:Decision:SeasonLast as month and day, such as 03-31.";
        }
        if (options.AskNextAfterMinutes >= options.DeadlineMinutes)
        {
            yield return "Set Ekn:Decision:AskNextAfterMinutes below Ekn:Decision:DeadlineMinutes, or the next person is never asked.";
        }
    }
}
