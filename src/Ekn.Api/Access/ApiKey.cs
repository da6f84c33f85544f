namespace Ekn.Api.Access;

/// <summary>One program or person that may use the JSON API.</summary>
public sealed class ApiKey
{
    /// <summary>Stands in the history of decisions as api:NAME.</summary>
    public string Name { get; set; } = "";

    /// <summary>Secret; never logged.</summary>
    public string Key { get; set; } = "";

    /// <summary>coordinator, sitelead or city.</summary>
    public string Role { get; set; } = "";
}
