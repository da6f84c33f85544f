using Ekn.Core.Decisions;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Readiness;

internal sealed class ReadinessOptionsValidator : IValidateOptions<ReadinessOptions>
{
    public ValidateOptionsResult Validate(string? name, ReadinessOptions options) =>
        !MonthDay.TryParse(options.DueOn, out _)
            ? ValidateOptionsResult.Fail(
                $"Ekn:Readiness:DueOn is '{options.DueOn}'; write a month and day before the season, as 10-15."
            )
        : options.RemindAfterDays is < 1 or > 60
            ? ValidateOptionsResult.Fail("Ekn:Readiness:RemindAfterDays must lie between 1 and 60 days.")
        : options.RoundDays <= options.RemindAfterDays || options.RoundDays > 120
            ? ValidateOptionsResult.Fail(
                "Ekn:Readiness:RoundDays must be more than Ekn:Readiness:RemindAfterDays and at most 120 days."
            )
        : ValidateOptionsResult.Success;
}
