using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Rota;
using Ekn.Core.Volunteers;
using Ekn.Testing;

namespace Ekn.Core.Storage.Csv;

/// <summary>The files below config/example are what a newcomer imports first.</summary>
public sealed class ExampleFilesTests
{
    [DatabaseTheory]
    public async Task Every_example_file_is_taken_once_and_then_changes_nothing(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var churches = new ChurchesImport(storage.Database, storage.StopList());
        var rota = new RotaImport(storage.Database);
        var volunteers = new VolunteersImport(storage.Database, storage.StopList(), storage.Time);
        var nights = new NightsImport(storage.Database, storage.Time);

        foreach (
            var (name, count, import) in new (string, int, Func<Stream, CancellationToken, Task<ImportResult>>)[]
            {
                ("churches", 6, churches.ImportAsync),
                ("rota", 7, rota.ImportAsync),
                ("volunteers", 5, volunteers.ImportAsync),
                ("nights", 5, nights.ImportAsync),
            }
        )
        {
            ImportAssert.Imported($"{count} added, 0 changed, 0 unchanged", await import(Example(name), default));
            ImportAssert.Imported($"0 added, 0 changed, {count} unchanged", await import(Example(name), default));
        }
        Assert.Equal(6, await storage.CountAsync("premises"));
    }

    [Theory]
    [InlineData("2020-01-06", "St Matteus")]
    [InlineData("2020-01-07", "Norrmalmskyrkan")]
    [InlineData("2020-01-08", "Immanuelskyrkan")]
    [InlineData("2020-01-09", "Immanuelskyrkan")]
    [InlineData("2020-01-10", "Västermalms församling")]
    [InlineData("2020-01-11", "Högalids församling")]
    [InlineData("2020-01-12", "Norrmalmskyrkan")]
    public async Task The_example_rota_is_that_of_the_season_2019_to_2020(string night, string premises)
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");
        await new ChurchesImport(storage.Database, storage.StopList()).ImportAsync(Example("churches"), default);
        await new RotaImport(storage.Database).ImportAsync(Example("rota"), default);
        await using var session = await storage.OpenAsync();

        var lent = Assert.IsType<NightRota.Lent>(await new RotaReader().OnAsync(session, Night.Parse(night), default));

        Assert.Equal(premises, Assert.Single(lent.Premises).Name);
        Assert.Equal(
            "Andreaskyrkan",
            Assert.Single(await new RotaReader().ReserveAsync(session, Night.Parse(night), default)).Name
        );
    }

    private static FileStream Example(string name) =>
        File.OpenRead(Path.Combine(Repository.Root, "config", "example", name + ".csv"));
}
