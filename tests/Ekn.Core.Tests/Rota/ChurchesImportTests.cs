using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Testing;

namespace Ekn.Core.Rota;

public sealed class ChurchesImportTests
{
    private const string Header = "church,premises,address,capacity,contactName,phone,email,reserve\n";

    [DatabaseTheory]
    public async Task Rooms_and_their_churches_are_taken(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);

        var result = await ImportAsync(
            storage,
            Header
                + "Matteus,Stora salen,Vägen 1,30,Maria,070-174 06 11,Maria@Example.org,ja\n"
                + "Matteus,Lilla salen,Vägen 1,12,,,,\n"
        );

        ImportAssert.Imported("2 added, 0 changed, 0 unchanged", result);
        Assert.Equal(1, await storage.CountAsync("church"));
        await using var session = await storage.OpenAsync();
        var rooms = await new RotaReader().PremisesAsync(session, default);
        Assert.Equal(["Lilla salen", "Stora salen"], rooms.Select(room => room.Name));
        var large = rooms[1];
        Assert.Equal(
            ("Matteus", "Vägen 1", 30, "Maria"),
            (large.Church, large.Address, large.Capacity, large.ContactName)
        );
        Assert.Equal("+46701740611", large.Phone!.Value);
        Assert.Equal("maria@example.org", large.Email);
        Assert.True(large.Reserve);
        Assert.False(rooms[0].Reserve);
        Assert.Null(rooms[0].Phone);
        Assert.Equal(large, await new RotaReader().FindAsync(session, large.Id, default));
        Assert.Equal("Matteus", Assert.Single(await new RotaReader().ChurchesAsync(session, default)).Name);
    }

    [DatabaseTheory]
    public async Task The_same_file_twice_changes_nothing(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var file = Header + "Matteus,Stora salen,Vägen 1,30,Maria,070-174 06 11,maria@example.org,ja\n";
        await ImportAsync(storage, file);

        ImportAssert.Imported("0 added, 0 changed, 1 unchanged", await ImportAsync(storage, file));
        ImportAssert.Imported(
            "0 added, 0 changed, 1 unchanged",
            await ImportAsync(storage, "capacity;church;premises;address\n30;MATTEUS;Stora salen;Vägen 1\n")
        );
    }

    [DatabaseTheory]
    public async Task A_known_room_is_brought_up_to_date_and_keeps_its_id(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(
            storage,
            Header + "Matteus,Stora salen,Vägen 1,30,Maria,070-174 06 11,maria@example.org,ja\n"
        );

        var result = await ImportAsync(
            storage,
            "church,premises,address,capacity,email\nHögalid,STORA SALEN,Vägen 2,40,\n"
        );

        ImportAssert.Imported("0 added, 1 changed, 0 unchanged", result);
        await using var session = await storage.OpenAsync();
        var room = Assert.Single(await new RotaReader().PremisesAsync(session, default));
        Assert.Equal(
            (1, "Högalid", "STORA SALEN", "Vägen 2", 40),
            (room.Id, room.Church, room.Name, room.Address, room.Capacity)
        );
        Assert.Null(room.Email); // emptied by the file
        Assert.Equal("Maria", room.ContactName); // not a column of the file
        Assert.Equal("+46701740611", room.Phone!.Value);
        Assert.True(room.Reserve);
    }

    [Fact]
    public async Task Bad_rows_are_all_named_and_the_good_ones_wait()
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");

        var result = await ImportAsync(
            storage,
            Header
                + "Matteus,Stora salen,Vägen 1,30,,,,\n"
                + ",,,0,,,,\n"
                + "Matteus,Lilla salen,Vägen 1,många,,070-17x,maria.example.org,kanske\n"
                + "Matteus,stora SALEN,Vägen 1,30,,,,\n"
                + "Matteus,Källaren,Vägen 1,10001,,,a b@example.org,\n"
                + "Matteus,Vinden,Vägen 1,-4,,,maria@example,\n"
        );

        ImportAssert.Refused(
            """
            line 3: church is empty; it must be filled in.
            line 3: premises is empty; it must be filled in.
            line 3: address is empty; it must be filled in.
            line 3: capacity must be a whole number from 1 to 10000.
            line 4: capacity must be a whole number from 1 to 10000.
            line 4: phone is not a phone number; write it as 070-174 06 05 or +46701740605.
            line 4: email is not an email address; write it as name@example.org.
            line 4: reserve must be yes or no (or empty, which means no).
            line 5: the premises 'stora SALEN' stand on line 2 already.
            line 6: capacity must be a whole number from 1 to 10000.
            line 6: email is not an email address; write it as name@example.org.
            line 7: capacity must be a whole number from 1 to 10000.
            line 7: email is not an email address; write it as name@example.org.
            """,
            result
        );
        Assert.Equal(0, await storage.CountAsync("premises"));
        Assert.Equal(0, await storage.CountAsync("church"));
    }

    [DatabaseTheory]
    public async Task How_many_of_its_own_a_church_brings_is_taken_and_kept_where_the_file_does_not_say(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        const string Staffed = "church,premises,address,capacity,ownStaff\n";
        ImportAssert.Imported(
            "3 added, 0 changed, 0 unchanged",
            await ImportAsync(
                storage,
                Staffed + "Matteus,Salen,Vägen 1,30,3\nMatteus,Källaren,Vägen 1,30,\nMatteus,Vinden,Vägen 1,30,0\n"
            )
        );
        Assert.Equal(["Källaren 2", "Salen 3", "Vinden 0"], await StaffAsync(storage));

        ImportAssert.Imported(
            "0 added, 1 changed, 2 unchanged",
            await ImportAsync(
                storage,
                Staffed + "Matteus,Salen,Vägen 1,30,\nMatteus,Källaren,Vägen 1,30,1\nMatteus,Vinden,Vägen 1,30,0\n"
            )
        );
        ImportAssert.Imported(
            "0 added, 1 changed, 0 unchanged",
            await ImportAsync(storage, "church,premises,address,capacity\nMatteus,Salen,Vägen 1,31\n")
        );
        Assert.Equal(["Källaren 1", "Salen 3", "Vinden 0"], await StaffAsync(storage));

        // What is exported says it too, and taken in again it changes nothing.
        await using var session = await storage.OpenAsync();
        var exported = (await CsvExport.WriteAsync(session, "churches", default))!;
        ImportAssert.Imported("0 added, 0 changed, 3 unchanged", await ImportAsync(storage, exported));
        ImportAssert.Imported(
            "0 added, 1 changed, 2 unchanged",
            await ImportAsync(storage, exported.Replace("no,3", "no,4"))
        );
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("21")]
    [InlineData("två")]
    [InlineData("2,5")]
    public async Task A_number_of_own_staff_that_is_none_is_refused_with_its_line(string number)
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");

        var result = await ImportAsync(
            storage,
            $"church;premises;address;capacity;ownStaff\nMatteus;Salen;Vägen 1;30;2\nMatteus;Vinden;Vägen 1;30;{number}\n"
        );

        ImportAssert.Refused("line 3: ownStaff must be a whole number from 0 to 20.", result);
        Assert.Equal(0, await storage.CountAsync("premises"));
    }

    [DatabaseTheory]
    [InlineData("+46701740611", "070-174 06 11,")]
    [InlineData("maria@example.org", ",maria@example.org")]
    public async Task An_address_that_is_added_to_a_contact_who_said_stop_is_stopped_along(
        string provider,
        string said,
        string contact
    )
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        const string Contacts = "church,premises,address,capacity,phone,email\n";
        await ImportAsync(storage, Contacts + $"Matteus,Salen,Vägen 1,30,{contact}\n");
        await StopsAsync(storage, said);

        await ImportAsync(storage, Contacts + "Matteus,Salen,Vägen 1,30,070-174 06 11,maria@example.org\n");

        Assert.Equal(["+46701740611", "maria@example.org"], await StoppedAsync(storage));
        // START brings back what stopped along.
        await using var session = await storage.OpenAsync();
        await storage.StopList().StartAsync(session, said, default);
        Assert.Empty(await StoppedAsync(storage));
    }

    [DatabaseTheory]
    public async Task A_new_room_whose_contact_has_said_stop_is_stopped_whole(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await StopsAsync(storage, "+46701740611");
        await ImportAsync(storage, Header + "Matteus,Salen,Vägen 1,30,Maria,070-174 06 11,maria@example.org,\n");
        Assert.Equal(["+46701740611", "maria@example.org"], await StoppedAsync(storage));
    }

    [DatabaseTheory]
    public async Task Another_contact_has_not_said_stop(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(storage, Header + "Matteus,Salen,Vägen 1,30,Maria,070-174 06 11,maria@example.org,\n");
        await StopsAsync(storage, "+46701740611");
        await ImportAsync(storage, Header + "Matteus,Salen,Vägen 1,30,Johan,070-174 06 12,johan@example.org,\n");
        Assert.Equal(["+46701740611", "maria@example.org"], await StoppedAsync(storage));
    }

    private static async Task StopsAsync(StorageFixture storage, string address)
    {
        await using var session = await storage.OpenAsync();
        await storage.StopList().StopAsync(session, address, "sms", default);
    }

    private static async Task<IReadOnlyList<string>> StoppedAsync(StorageFixture storage)
    {
        await using var session = await storage.OpenAsync();
        return await session.QueryAsync<string>("SELECT address FROM stopped ORDER BY address", null, default);
    }

    private static async Task<IReadOnlyList<string>> StaffAsync(StorageFixture storage)
    {
        await using var session = await storage.OpenAsync();
        return
        [
            .. (await new RotaReader().PremisesAsync(session, default)).Select(room => $"{room.Name} {room.OwnStaff}"),
        ];
    }

    private static Task<ImportResult> ImportAsync(StorageFixture storage, string file) =>
        new ChurchesImport(storage.Database, storage.StopList()).ImportAsync(StorageFixture.File(file), default);
}
