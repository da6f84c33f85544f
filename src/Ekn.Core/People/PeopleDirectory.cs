using Ekn.Core.Calendar;
using Microsoft.Extensions.Options;

namespace Ekn.Core.People;

/// <summary>The people whose functions are in the settings: coordinators, site leads, the city.</summary>
public sealed class PeopleDirectory(IOptions<PeopleOptions> options)
{
    /// <summary>In escalation order.</summary>
    public IReadOnlyList<Recipient> Coordinators { get; } =
    [.. options.Value.Coordinators.Select(person => Recipient.Of("coordinator", person))];

    public IReadOnlyList<Recipient> SiteLeads { get; } =
    [.. options.Value.SiteLeads.Select(person => Recipient.Of("sitelead", person))];

    public IReadOnlyList<Recipient> City { get; } =
    [.. options.Value.City.Select(person => Recipient.Of("city", person))];

    public IReadOnlyList<Recipient> Administrators { get; } =
    [.. options.Value.Administrators.Select(person => Recipient.Of("administrator", person))];

    /// <summary>Everybody with a function, of all functions.</summary>
    public IEnumerable<Recipient> All => [.. Coordinators, .. SiteLeads, .. City, .. Administrators];

    /// <param name="address">A phone number in E.164 form, or an email address in lower case.</param>
    public Recipient? CoordinatorAt(string address) => Coordinators.FirstOrDefault(person => IsAt(person, address));

    /// <inheritdoc cref="CoordinatorAt"/>
    public Recipient? SiteLeadAt(string address) => SiteLeads.FirstOrDefault(person => IsAt(person, address));

    public Recipient? SiteLeadBy(string key) => SiteLeads.FirstOrDefault(person => person.Key == key);

    /// <summary>Who is in charge on site that night; null when no site lead takes that weekday.</summary>
    public Recipient? SiteLeadOf(Night night)
    {
        for (var i = 0; i < SiteLeads.Count; i++)
        {
            var weekdays = options.Value.SiteLeads[i].Weekdays;
            if (weekdays.Count == 0 || weekdays.Contains(night.Weekday))
            {
                return SiteLeads[i];
            }
        }
        return null;
    }

    private static bool IsAt(Recipient person, string address) =>
        person.Phone?.Value == address || person.Email == address;
}
