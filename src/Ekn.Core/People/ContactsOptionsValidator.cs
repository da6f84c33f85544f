using Microsoft.Extensions.Options;

namespace Ekn.Core.People;

internal sealed class ContactsOptionsValidator : IValidateOptions<ContactsOptions>
{
    public ValidateOptionsResult Validate(string? name, ContactsOptions options)
    {
        var wrong = new[]
        {
            (nameof(options.Emergency), options.Emergency),
            (nameof(options.SocialServices), options.SocialServices),
            (nameof(options.EuTeam), options.EuTeam),
            (nameof(options.Public), options.Public),
        }
            .Where(one => one.Item2.Length > 0 && !IsDialled(one.Item2))
            .Select(one =>
                $"{ContactsOptions.Section}:{one.Item1} is not a number that can be dialled; write it as 112 or 08-123 45 67."
            )
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsDialled(string number) =>
        number.Any(char.IsAsciiDigit)
        && number.Length <= 24
        && number.All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '+');
}
