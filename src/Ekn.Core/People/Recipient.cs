using Ekn.Core.Channels.Sms;

namespace Ekn.Core.People;

/// <summary>Someone that a message can go to.</summary>
/// <param name="Key">Role and id, as in volunteer:12 or coordinator:c1; part of the unique key of every message.</param>
public sealed record Recipient(string Key, string Name, PhoneNumber? Phone, string? Email, string Language)
{
    public static Recipient Of(string role, PersonOptions person) =>
        new(
            $"{role}:{person.Id}",
            person.Name,
            PhoneNumber.TryParse(person.Phone, out var phone) ? phone : null,
            string.IsNullOrWhiteSpace(person.Email) ? null : person.Email.Trim().ToLowerInvariant(),
            person.Language
        );
}
