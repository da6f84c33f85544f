using System.Globalization;

namespace Ekn.Town;

/// <summary>
/// The fictitious people of the town, the same in every story and in the demo. Names are made up; addresses are in
/// example.org and numbers in the range that is reserved for fiction (+46 70 174 06 05 to 99).
/// </summary>
public static class Cast
{
    /// <summary>First coordinator: is asked first.</summary>
    public static Person Anna { get; } = new("Anna Ask", Number(5), "anna@example.org");

    /// <summary>Second coordinator: is asked when Anna does not answer.</summary>
    public static Person Bo { get; } = new("Bo Björk", Number(6), "bo@example.org");

    /// <summary>Site lead of every night.</summary>
    public static Person Sara { get; } = new("Sara Sten", Number(7), "sara@example.org");

    /// <summary>At the city: is told of openings and gets the reports.</summary>
    public static Person Carin { get; } = new("Carin Stad", null, "carin@example.org");

    /// <summary>The churches' contacts, by the name of the room.</summary>
    public static IReadOnlyDictionary<string, Person> Churches { get; } =
        new Dictionary<string, Person>(StringComparer.Ordinal)
        {
            ["St Matteus"] = new("Maja Matteus", Number(8), "matteus@example.org"),
            ["Norrmalmskyrkan"] = new("Nils Norrmalm", Number(9), "norrmalm@example.org"),
            ["Immanuelskyrkan"] = new("Ida Immanuel", Number(10), "immanuel@example.org"),
            ["Västermalms församling"] = new("Vera Västermalm", Number(11), "vastermalm@example.org"),
            ["Högalids församling"] = new("Hugo Högalid", Number(12), "hogalid@example.org"),
            ["Andreaskyrkan"] = new("Adam Andreas", Number(13), "andreas@example.org"),
        };

    /// <summary>Always glad to come.</summary>
    public static Person Vera { get; } = new("Vera Vik", Number(14), "vera@example.org");

    public static Person Viktor { get; } = new("Viktor Vall", Number(15), null);

    public static Person Wilma { get; } = new("Wilma Wik", Number(16), null);

    public static Person Walter { get; } = new("Walter Wallin", Number(17), null);

    public static Person Xerxes { get; } = new("Xerxes Ek", Number(18), null);

    public static Person Ylva { get; } = new("Ylva Yng", Number(19), null);

    /// <summary>Has an email address and no phone.</summary>
    public static Person Eva { get; } = new("Eva Epost", null, "eva@example.org");

    /// <summary>Reads English.</summary>
    public static Person Emma { get; } = new("Emma East", Number(20), null) { Language = "en" };

    /// <summary>Share a phone.</summary>
    public static Person Tor { get; } = new("Tor Tall", Number(21), null);

    public static Person Tuva { get; } = new("Tuva Tall", Number(21), null);

    /// <summary>Stopped before the season: must never hear anything.</summary>
    public static Person Sixten { get; } = new("Sixten Stopp", Number(22), "sixten@example.org");

    /// <summary>A handful, for stories that follow single people.</summary>
    public static IReadOnlyList<Person> Few { get; } =
    [Vera, Viktor, Wilma, Walter, Xerxes, Ylva, Eva, Emma, Tor, Tuva, Sixten];

    /// <summary>150 volunteers: own phones, phones shared within families, and some with email alone.</summary>
    public static IReadOnlyList<Person> Volunteers { get; } = [.. Few, .. Crowd()];

    private static IEnumerable<Person> Crowd()
    {
        string[] first = ["Alva", "Bertil", "Cecilia", "David", "Elsa", "Folke", "Greta", "Harald", "Inga", "Johan"];
        string[] last =
        [
            "Alm",
            "Bäck",
            "Dahl",
            "Eng",
            "Falk",
            "Gran",
            "Hav",
            "Jord",
            "Kvist",
            "Lund",
            "Mo",
            "Nord",
            "Orre",
            "Palm",
        ];
        for (var i = 0; i < 150 - Few.Count; i++)
        {
            var name = $"{first[i % first.Length]} {last[i / first.Length]}";
            var email = $"volontar{i + 1}@example.org";
            yield return i < 76
                ? new Person(name, Number(23 + i), i % 3 == 0 ? email : null)
                : new Person(name, null, email);
        }
    }

    private static string Number(int ending) => $"+467017406{ending.ToString("00", CultureInfo.InvariantCulture)}";
}
