using Ekn.Core.People;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Access;

/// <summary>Everything that somebody is who can be reached at an address. The text form gives nobody away.</summary>
/// <param name="Addresses">The address itself and the others of the same people with a function: E.164 or lower case.</param>
/// <param name="Functions">The functions of the settings, as coordinator:c1.</param>
/// <param name="Premises">Ids of the premises that the address is the contact of.</param>
/// <param name="Volunteers">Several where people share a phone.</param>
public sealed record Identity(
    IReadOnlyList<string> Addresses,
    IReadOnlyList<Recipient> Functions,
    IReadOnlyList<long> Premises,
    IReadOnlyList<Volunteer> Volunteers
)
{
    /// <summary>Whether nobody is known by the address.</summary>
    public bool IsNobody => Functions.Count == 0 && Premises.Count == 0 && Volunteers.Count == 0;

    public Recipient? Administrator => As(Role.Administrator);

    public Recipient? Coordinator => As(Role.Coordinator);

    public Recipient? SiteLead => As(Role.SiteLead);

    public Recipient? City => As(Role.City);

    public IEnumerable<string> Roles =>
        Role.All.Where(role =>
            role switch
            {
                Role.Church => Premises.Count > 0,
                Role.Volunteer => Volunteers.Count > 0,
                _ => As(role) is not null,
            }
        );

    /// <summary>The key that histories name the person by: that of the function with most rights.</summary>
    public string Key =>
        (Administrator ?? Coordinator ?? SiteLead ?? City)?.Key
        ?? (Premises.Count > 0 ? $"premises:{Premises[0]}" : $"volunteer:{Volunteers[0].Id}");

    public string Language =>
        Functions.Select(one => one.Language).Concat(Volunteers.Select(one => one.Language)).FirstOrDefault("sv");

    public override string ToString() => IsNobody ? "nobody" : Key;

    private Recipient? As(string role) =>
        Functions.FirstOrDefault(one => one.Key.StartsWith(role + ':', StringComparison.Ordinal));
}
