namespace Ekn.Api.Access;

/// <summary>What a key may do, as written in the settings.</summary>
internal static class ApiRole
{
    /// <summary>Everything.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>Reads nights and reports guests.</summary>
    public const string SiteLead = "sitelead";

    /// <summary>Reads nights, reports and evidence.</summary>
    public const string City = "city";

    public static IReadOnlyList<string> All { get; } = [Coordinator, SiteLead, City];
}
