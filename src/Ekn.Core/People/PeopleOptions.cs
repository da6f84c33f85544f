namespace Ekn.Core.People;

/// <summary>Section Ekn:People.</summary>
public sealed class PeopleOptions
{
    public const string Section = "Ekn:People";

    /// <summary>In escalation order: the first is asked at noon, the next when the first does not answer.</summary>
    public IList<PersonOptions> Coordinators { get; set; } = [];

    /// <summary>The first whose weekdays hold the evening is in charge of that night.</summary>
    public IList<PersonOptions> SiteLeads { get; set; } = [];

    /// <summary>Who runs the service: may do what coordinators may, and sees who is signed in.</summary>
    public IList<PersonOptions> Administrators { get; set; } = [];

    /// <summary>Who at the city is told of openings and gets the report of the night.</summary>
    public IList<PersonOptions> City { get; set; } = [];
}
