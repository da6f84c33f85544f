using Microsoft.Extensions.Options;

namespace Ekn.Core.Jobs;

internal sealed class ScheduleOptionsValidator : IValidateOptions<ScheduleOptions>
{
    public ValidateOptionsResult Validate(string? name, ScheduleOptions options) =>
        options.ChurchAnswerMinutes is < 5 or > 600
            ? ValidateOptionsResult.Fail("Ekn:Schedule:ChurchAnswerMinutes must lie between 5 and 600 minutes.")
        : options.ChurchReminderMinutes < 0 || options.ChurchReminderMinutes >= options.ChurchAnswerMinutes
            ? ValidateOptionsResult.Fail(
                "Ekn:Schedule:ChurchReminderMinutes must be 0 (no reminder) or less than Ekn:Schedule:ChurchAnswerMinutes."
            )
        : options.RoomAlarmMinutes is < 15 or > 600
            ? ValidateOptionsResult.Fail("Ekn:Schedule:RoomAlarmMinutes must lie between 15 and 600 minutes.")
        : options.CountReminder >= options.Closing
            ? ValidateOptionsResult.Fail("Ekn:Schedule:CountReminder must come before Ekn:Schedule:Closing.")
        : options.FirstPrintout >= options.SecondPrintout
            ? ValidateOptionsResult.Fail("Ekn:Schedule:FirstPrintout must come before Ekn:Schedule:SecondPrintout.")
        : ValidateOptionsResult.Success;
}
