using System.Text;
using Ekn.Core;
using Ekn.Core.Rota;
using Ekn.Core.Storage.Csv;
using Ekn.Core.Volunteers;

namespace Ekn.Town;

/// <summary>Fills the town through the same imports that an operator uses.</summary>
public static class TownImports
{
    /// <summary>Guests that the rooms have places for.</summary>
    private const int Capacity = 40;

    public static async Task RunAsync(Stockholm town, HomeFolder home)
    {
        Require(await town.Get<ChurchesImport>().ImportAsync(Text(Churches()), default));
        var rota = Path.Combine(home.Path, "config", "example", "rota.csv");
        await using (var file = File.OpenRead(rota))
        {
            Require(await town.Get<RotaImport>().ImportAsync(file, default));
        }
        if (town.Volunteers.Count > 0)
        {
            Require(await town.Get<VolunteersImport>().ImportAsync(Text(Volunteers(town.Volunteers)), default));
        }
    }

    /// <summary>The churches of the town as a file to import.</summary>
    public static string Churches()
    {
        var csv = new StringBuilder("church,premises,address,capacity,contactName,phone,email,reserve\n");
        var number = 1;
        foreach (var (room, contact) in Cast.Churches)
        {
            var reserve = room == "Andreaskyrkan" ? "yes" : "no";
            csv.Append(
                $"{room},{room},Kyrkgatan {number++},{Capacity},{contact.Name},{contact.Phone},{contact.Email},{reserve}\n"
            );
        }
        return csv.ToString();
    }

    /// <summary>Volunteers as a file to import.</summary>
    public static string Volunteers(IEnumerable<Person> people)
    {
        var csv = new StringBuilder("name,phone,email,language,consent\n");
        foreach (var person in people)
        {
            csv.Append($"{person.Name},{person.Phone},{person.Email},{person.Language},2025-10-01\n");
        }
        return csv.ToString();
    }

    private static MemoryStream Text(string csv) => new(Encoding.UTF8.GetBytes(csv));

    private static void Require(ImportResult result)
    {
        if (result is ImportResult.Refused refused)
        {
            throw new InvalidOperationException($"The town could not be filled: {refused}");
        }
    }
}
