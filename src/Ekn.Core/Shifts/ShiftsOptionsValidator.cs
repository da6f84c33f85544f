using Microsoft.Extensions.Options;

namespace Ekn.Core.Shifts;

internal sealed class ShiftsOptionsValidator : IValidateOptions<ShiftsOptions>
{
    public ValidateOptionsResult Validate(string? name, ShiftsOptions options)
    {
        List<string> failures =
        [
            .. Enum.GetValues<ShiftKind>()
                .Where(kind => options.Of(kind).Heads is < 0 or > 100)
                .Select(kind => $"Ekn:Shifts:{kind}:Heads must lie between 0 and 100."),
        ];
        if (options.RestHoursAfterNight is < 0 or > 48)
        {
            failures.Add("Ekn:Shifts:RestHoursAfterNight must lie between 0 and 48 hours.");
        }
        if (options.ChurchStaff is < 0 or > 20)
        {
            failures.Add("Ekn:Shifts:ChurchStaff must lie between 0 and 20.");
        }
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
