namespace Ekn.Core.People;

/// <summary>Someone with a function in the operation, named in the settings.</summary>
public sealed class PersonOptions
{
    /// <summary>A short, lasting id without personal meaning (c1): it stands in keys and logs instead of the name.</summary>
    public string Id { get; set; } = "";

    public string Name { get; set; } = "";

    public string? Phone { get; set; }

    public string? Email { get; set; }

    /// <summary>sv or en.</summary>
    public string Language { get; set; } = "sv";

    /// <summary>For a site lead: the evenings of the week that are theirs, as monday … sunday; empty means all.</summary>
    public IList<DayOfWeek> Weekdays { get; set; } = [];
}
