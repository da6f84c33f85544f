namespace Ekn.Api.Access;

/// <summary>Section Ekn:Api.</summary>
public sealed class ApiOptions
{
    public const string Section = "Ekn:Api";

    /// <summary>Nobody may use the JSON API until a key is set.</summary>
    public IList<ApiKey> Keys { get; set; } = [];
}
