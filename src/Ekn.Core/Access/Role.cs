namespace Ekn.Core.Access;

/// <summary>What a person is to the operation, and so what they may see and do.</summary>
public static class Role
{
    /// <summary>Decides, calls and settles; sees everything.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Counts and notes on the nights that they are in charge of.</summary>
    public const string SiteLead = "sitelead";

    /// <summary>Answers for the premises that it is the contact of.</summary>
    public const string Church = "church";

    /// <summary>Sees and changes what concerns themselves.</summary>
    public const string Volunteer = "volunteer";

    /// <summary>Reads reports.</summary>
    public const string City = "city";

    /// <summary>May do what a coordinator may, and sees who is signed in where.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } = [Coordinator, SiteLead, Church, Volunteer, City, Administrator];
}
