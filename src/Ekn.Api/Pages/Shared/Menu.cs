using Ekn.Api.Access;
using Ekn.Core.Access;

namespace Ekn.Api.Pages.Shared;

/// <summary>Where a visitor may go, what matters most at night first.</summary>
internal static class Menu
{
    private static readonly (string Role, MenuItem Item)[] All =
    [
        (Role.Coordinator, new("/coordinator", "menu.coordinator")),
        (Role.SiteLead, new("/lead", "menu.lead")),
        (Role.Church, new("/church", "menu.church")),
        (Role.Volunteer, new("/volunteer", "menu.volunteer")),
        (Role.Coordinator, new("/people/volunteers", "menu.people")),
        (Role.City, new("/reports", "menu.reports")),
        (Role.Coordinator, new("/status", "menu.status")),
        (Role.Administrator, new("/access", "menu.access")),
    ];

    public static IEnumerable<MenuItem> Of(Visitor visitor) =>
        All.Where(one => visitor.Is(one.Role)).Select(one => one.Item).Append(new MenuItem("/me", "menu.me"));

    /// <summary>Where a person who has just signed in begins.</summary>
    public static string StartOf(Visitor visitor) => Of(visitor).First().Path;
}
