using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Ekn.Testing;

namespace Ekn.Core.Rota;

public sealed class RotaReaderTests
{
    private const string Churches = """
        church,premises,address,capacity,reserve
        Small,Small,Vägen 1,10,yes
        Large,Large,Vägen 2,40,yes
        Used,Used,Vägen 3,90,yes
        Ordinary,Ordinary,Vägen 4,50,no
        """;

    [DatabaseTheory]
    public async Task The_reserve_is_asked_least_recently_used_first_then_the_larger(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await new ChurchesImport(storage.Database, storage.StopList()).ImportAsync(
            StorageFixture.File(Churches),
            default
        );
        await UsedAsync(storage, "2026-01-10", "ended", "Used", "accepted");
        await UsedAsync(storage, "2026-01-11", "off", "Large", "accepted"); // called off
        await UsedAsync(storage, "2026-01-12", "ended", "Small", "declined"); // said no

        Assert.Equal(["Large", "Small", "Used"], await ReserveAsync(storage, "2026-02-10"));

        await UsedAsync(storage, "2026-01-13", "open", "Large", "accepted");
        Assert.Equal(["Small", "Used", "Large"], await ReserveAsync(storage, "2026-02-10"));
    }

    [DatabaseTheory]
    public async Task A_room_that_is_in_the_nights_plan_already_is_not_offered_again(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await new ChurchesImport(storage.Database, storage.StopList()).ImportAsync(
            StorageFixture.File(Churches),
            default
        );
        await UsedAsync(storage, "2026-02-10", "open", "Large", "declined");

        Assert.Equal(["Used", "Small"], await ReserveAsync(storage, "2026-02-10"));
    }

    [Fact]
    public async Task The_text_form_of_a_room_gives_no_contact_away()
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");
        await new ChurchesImport(storage.Database, storage.StopList()).ImportAsync(
            StorageFixture.File(Churches),
            default
        );
        await using var session = await storage.OpenAsync();

        var room = (await new RotaReader().PremisesAsync(session, default))[0];

        Assert.Equal($"premises {room.Id}", room.ToString());
        Assert.Null(await new RotaReader().FindAsync(session, 99, default));
    }

    private static Task UsedAsync(StorageFixture storage, string night, string state, string room, string answer) =>
        storage.ExecuteAsync(
            $"""
            INSERT INTO night (night, code, state, code_given_at) VALUES ('{night}', 'A', '{state}', '2026-01-01T00:00:00.000Z');
            INSERT INTO night_premises (night, premises_id, capacity, state)
            SELECT '{night}', id, capacity, '{answer}' FROM premises WHERE name = '{room}';
            """
        );

    private static async Task<IEnumerable<string>> ReserveAsync(StorageFixture storage, string night)
    {
        await using var session = await storage.OpenAsync();
        return (await new RotaReader().ReserveAsync(session, Night.Parse(night), default)).Select(room => room.Name);
    }
}
