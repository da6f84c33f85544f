using System.Net.Mail;
using Ekn.Core.Channels.Sms;
using Microsoft.Extensions.Options;

namespace Ekn.Core.People;

internal sealed class PeopleOptionsValidator : IValidateOptions<PeopleOptions>
{
    public ValidateOptionsResult Validate(string? name, PeopleOptions options)
    {
        var failures = new List<string>();
        Check("Coordinators", options.Coordinators, failures);
        Check("SiteLeads", options.SiteLeads, failures);
        Check("City", options.City, failures);
        Check("Administrators", options.Administrators, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string list, IList<PersonOptions> people, List<string> failures)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < people.Count; i++)
        {
            var person = people[i];
            var where = $"Ekn:People:{list}:{i}";
            if (string.IsNullOrWhiteSpace(person.Id) || !ids.Add(person.Id))
            {
                failures.Add($"{where} needs an Id of its own, such as 'c{i + 1}'.");
            }
            if (string.IsNullOrWhiteSpace(person.Name))
            {
                failures.Add($"{where} needs a Name.");
            }
            if (string.IsNullOrWhiteSpace(person.Phone) && string.IsNullOrWhiteSpace(person.Email))
            {
                failures.Add($"{where} can be reached by nothing: give it a Phone, an Email or both.");
            }
            if (!string.IsNullOrWhiteSpace(person.Phone) && !PhoneNumber.TryParse(person.Phone, out _))
            {
                failures.Add($"{where}:Phone is not a phone number; write it as +46701740605.");
            }
            if (!string.IsNullOrWhiteSpace(person.Email) && !MailAddress.TryCreate(person.Email, out _))
            {
                failures.Add($"{where}:Email is not an email address.");
            }
            if (person.Language is not ("sv" or "en"))
            {
                failures.Add($"{where}:Language must be 'sv' or 'en'.");
            }
        }
    }
}
