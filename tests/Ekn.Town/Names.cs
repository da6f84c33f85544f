namespace Ekn.Town;

/// <summary>Whose phone a number is; several names where it is shared.</summary>
public sealed class Names(IEnumerable<Person> volunteers)
{
    private readonly ILookup<string, string> people = volunteers
        .Concat(Cast.Churches.Values)
        .Concat([Cast.Anna, Cast.Bo, Cast.Sara])
        .Where(person => person.Phone is not null)
        .ToLookup(person => person.Phone!, person => person.Name, StringComparer.Ordinal);

    public string? Of(string number) => people.Contains(number) ? string.Join(", ", people[number]) : null;
}
