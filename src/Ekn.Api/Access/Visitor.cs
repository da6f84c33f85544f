using Ekn.Core.Access;
using Ekn.Core.People;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Access;

/// <summary>Who is looking at the page. Nobody in particular where nobody is signed in.</summary>
public sealed class Visitor(IHttpContextAccessor http)
{
    private static readonly Identity Nobody = new([], [], [], []);

    public Identity Identity => SignedIn?.Identity ?? Nobody;

    /// <summary>The browser that is signed in; null for nobody.</summary>
    public Device? Device => SignedIn?.Device;

    public bool IsSignedIn => SignedIn is not null;

    public Recipient? Coordinator => Identity.Coordinator;

    public Recipient? SiteLead => Identity.SiteLead;

    public Recipient? City => Identity.City;

    public Recipient? Administrator => Identity.Administrator;

    /// <summary>Ids of the premises that the visitor is the contact of.</summary>
    public IReadOnlyList<long> Premises => Identity.Premises;

    /// <summary>The one volunteer that the visitor is; null for none, and where several share the address and none is chosen.</summary>
    public Volunteer? Volunteer =>
        Identity.Volunteers.Count == 1
            ? Identity.Volunteers[0]
            : Identity.Volunteers.FirstOrDefault(one => one.Id == Device?.VolunteerId);

    /// <summary>As histories name the person: coordinator:c1, premises:3, volunteer:12.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public string Actor =>
        IsSignedIn ? Identity.Key : throw new InvalidOperationException("Nobody is signed in on this page.");

    private SignedIn? SignedIn => http.HttpContext?.Features.Get<SignedIn>();

    /// <summary>Whether the visitor may do what this role may.</summary>
    public bool Is(string role) => Allowed(role).Intersect(Identity.Roles).Any();

    /// <summary>The roles that may do what a role may.</summary>
    internal static IReadOnlyList<string> Allowed(string role) =>
        role is Role.Coordinator or Role.City or Role.SiteLead
            ? [.. new[] { role, Role.Coordinator, Role.Administrator }.Distinct()]
            : [role];
}
