using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Ekn.Testing;

namespace Ekn.Core.Volunteers;

public sealed class VolunteersImportTests
{
    private const string Header = "name,phone,email,language,weekdays,shifts,consent\n";

    [DatabaseTheory]
    public async Task People_are_taken_with_their_preferences(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);

        var result = await ImportAsync(
            storage,
            Header
                + "Alva Exempel,070-174 06 21,Alva@Example.org,EN,\"mån,ons\",\"kväll,natt\",2026-02-10\n"
                + "Bo Exempel,070-174 06 21,,,,,\n"
                + "Carl Exempel,,carl@example.org,sv,,,\n"
        );

        ImportAssert.Imported("3 added, 0 changed, 0 unchanged", result);
        await using var session = await storage.OpenAsync();
        var people = await new VolunteerRegister().ByPhoneAsync(session, PhoneNumber.Parse("+46701740621"), default);
        Assert.Equal(2, people.Count); // a shared phone is two people
        var alva = people[0];
        Assert.Equal(("Alva Exempel", "alva@example.org", "en"), (alva.Name, alva.Email, alva.Language));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Wednesday], alva.Weekdays);
        Assert.Equal([ShiftKind.Evening, ShiftKind.Night], alva.Shifts);
        Assert.Equal(new DateOnly(2026, 2, 10), alva.ConsentOn); // today is not the future
        Assert.True(alva.Suits(Night.Parse("2026-02-09")));
        Assert.False(alva.Suits(Night.Parse("2026-02-10")));
        Assert.False(alva.Suits(ShiftKind.Morning));
        var bo = people[1];
        Assert.Equal("sv", bo.Language);
        Assert.True(bo.Suits(Night.Parse("2026-02-10")) && bo.Suits(ShiftKind.Morning));
    }

    [Theory]
    [InlineData("mån,ons", "1,3")]
    [InlineData("1,3", "1,3")]
    [InlineData("monday wednesday", "1,3")]
    [InlineData("Söndag och lördag", "6,7")]
    [InlineData("fre/fre", "5")]
    [InlineData("", null)]
    public async Task Weekdays_are_read_as_people_write_them(string written, string? stored)
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");

        await ImportAsync(storage, $"name;phone;email;weekdays\nA;;a@example.org;{written}\n");

        Assert.Equal(stored, (await storage.QueryAsync<string?>("SELECT weekdays FROM volunteer"))[0]);
    }

    [Theory]
    [InlineData("kväll,natt", "1,2")]
    [InlineData("evening", "1")]
    [InlineData("MORGON + kvällar", "1,3")]
    [InlineData("3 1", "1,3")]
    [InlineData("", null)]
    public async Task Shifts_are_read_as_people_write_them(string written, string? stored)
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");

        await ImportAsync(storage, $"name;phone;email;shifts\nA;;a@example.org;{written}\n");

        Assert.Equal(stored, (await storage.QueryAsync<string?>("SELECT shifts FROM volunteer"))[0]);
    }

    [DatabaseTheory]
    public async Task The_same_file_twice_changes_nothing(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var file =
            Header
            + "Alva Exempel,070-174 06 21,alva@example.org,en,mån,natt,2020-01-01\n"
            + "Alva Exempel,,annan.alva@example.org,,,,\n"
            + "Bo Exempel,070-174 06 21,,,,,\n";
        await ImportAsync(storage, file);

        ImportAssert.Imported("0 added, 0 changed, 3 unchanged", await ImportAsync(storage, file));
        Assert.Equal(3, await storage.CountAsync("volunteer"));
    }

    [DatabaseTheory]
    public async Task Somebody_is_known_again_by_name_and_phone_or_name_and_email(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await ImportAsync(
            storage,
            Header
                + "Alva Exempel,070-174 06 21,alva@example.org,en,mån,natt,2020-01-01\n"
                + "Bo Exempel,070-174 06 22,,,,,\n"
                + "Dina Exempel,070-174 06 23,,,,,\n"
        );

        var result = await ImportAsync(
            storage,
            "name,phone,email,weekdays,language\n"
                + "ALVA EXEMPEL,070-174 06 29,alva@example.org,,\n"
                + "Bo Exempel,+46 70 174 06 22,bo@example.org,,\n"
                + "Eva Exempel,070-174 06 21,,,\n"
        );

        ImportAssert.Imported("1 added, 2 changed, 0 unchanged", result);
        Assert.Equal(
            [
                "1 ALVA EXEMPEL +46701740629 alva@example.org en - 2 2020-01-01",
                "2 Bo Exempel +46701740622 bo@example.org sv - - -",
                "3 Dina Exempel +46701740623 - sv - - -",
                "4 Eva Exempel +46701740621 - sv - - -",
            ],
            await storage.QueryAsync<string>(
                """
                SELECT CAST(id AS TEXT) || ' ' || name || ' ' || COALESCE(phone, '-') || ' ' || COALESCE(email, '-') || ' '
                    || language || ' ' || COALESCE(weekdays, '-') || ' ' || COALESCE(shifts, '-') || ' '
                    || COALESCE(consent_on, '-')
                FROM volunteer ORDER BY id
                """
            )
        );
    }

    [DatabaseTheory]
    public async Task An_import_never_revives_somebody_who_has_said_stop(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        var file = Header + "Alva Exempel,070-174 06 21,alva@example.org,,,,\n";
        await ImportAsync(storage, file);
        await StopAsync(storage, "+46701740621");

        await ImportAsync(storage, file); // as it was
        Assert.Empty(await AskedAsync(storage));
        await ImportAsync(storage, Header + "Alva Exempel,070-174 06 29,alva@example.org,,,,\n"); // with a new phone
        Assert.Empty(await AskedAsync(storage));
        await ImportAsync(storage, Header + "Alva Nygift,070-174 06 29,nygift@example.org,,,,\n"); // with a new name
        Assert.Empty(await AskedAsync(storage));
    }

    [DatabaseTheory]
    public async Task An_address_that_said_stop_before_its_owner_was_known_stops_the_owner(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await StopAsync(storage, "alva@example.org");
        await ImportAsync(storage, Header + "Alva Exempel,070-174 06 21,,,,,\n");
        Assert.Single(await AskedAsync(storage));

        await ImportAsync(storage, Header + "Alva Exempel,070-174 06 21,alva@example.org,,,,\n");

        Assert.Empty(await AskedAsync(storage));
    }

    [Fact]
    public async Task A_stop_on_a_shared_phone_does_not_spread_when_the_same_file_comes_again()
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");
        var file =
            Header
            + "Alva Exempel,070-174 06 21,alva@example.org,,,,\n"
            + "Bo Exempel,070-174 06 21,bo@example.org,,,,\n";
        await ImportAsync(storage, file);
        await StopAsync(storage, "alva@example.org"); // the shared phone too, not Bo's email

        await ImportAsync(storage, file);

        var bo = Assert.Single(await AskedAsync(storage));
        Assert.Equal(("Bo Exempel", null, "bo@example.org"), (bo.Name, bo.Phone?.Value, bo.Email));
    }

    [DatabaseTheory]
    public async Task Bad_rows_are_all_named_without_telling_who_they_are(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);

        var result = await ImportAsync(
            storage,
            Header
                + "Alva Exempel,070-174 06 21,,sv,,,\n"
                + ",070-174 06 22,,,,,\n"
                + "Bo Exempel,,,,,,\n"
                + "Carl Exempel,0701,,,,,\n"
                + "Dina Exempel,,Dina <dina@example.org>,de,alltid,hela dagen,2026-02-11\n"
                + "Eva Exempel,070-174 06 25,,,,,i fjol\n"
                + "alva  exempel,+46701740621,,,,,\n"
        );

        ImportAssert.Refused(
            """
            line 3: name is empty; it must be filled in.
            line 4: phone and email are both empty; one of them must be filled in.
            line 5: phone is not a phone number; write it as 070-174 06 05 or +46701740605.
            line 6: email is not an email address; write it as name@example.org.
            line 6: language must be sv or en.
            line 6: weekdays must be weekdays, as 'mån,ons', 'monday wednesday' or '1,3' (Monday is 1).
            line 6: shifts must be shifts, as 'kväll,natt', 'evening morning' or '1,3' (evening is 1).
            line 6: consent lies in the future.
            line 7: consent must be a date written as 2026-12-01.
            line 8: the person stands on line 2 already.
            """,
            result
        );
        Assert.Equal(0, await storage.CountAsync("volunteer"));
    }

    [Fact]
    public async Task A_row_that_fits_two_people_or_two_rows_that_fit_one_are_refused()
    {
        await using var storage = await StorageFixture.CreateAsync("sqlite");
        await ImportAsync(
            storage,
            Header
                + "Alva Exempel,070-174 06 21,,,,,\n"
                + "Alva Exempel,,alva@example.org,,,,\n"
                + "Bo Exempel,070-174 06 22,bo@example.org,,,,\n"
        );

        ImportAssert.Refused(
            """
            line 2: the row fits two people of the register, one by phone and one by email; leave out one of the two.
            line 4: the row and line 3 fit the same person of the register.
            """,
            await ImportAsync(
                storage,
                Header
                    + "Alva Exempel,070-174 06 21,alva@example.org,,,,\n"
                    + "Bo Exempel,070-174 06 22,,,,,\n"
                    + "Bo Exempel,,bo@example.org,,,,\n"
            )
        );
    }

    private static Task<ImportResult> ImportAsync(StorageFixture storage, string file) =>
        new VolunteersImport(storage.Database, storage.StopList(), storage.Time).ImportAsync(
            StorageFixture.File(file),
            default
        );

    private static Task<bool> StopAsync(StorageFixture storage, string address) =>
        storage.Database.InTransactionAsync(
            session => storage.StopList().StopAsync(session, address, "sms", default),
            default
        );

    private static async Task<IReadOnlyList<Volunteer>> AskedAsync(StorageFixture storage)
    {
        await using var session = await storage.OpenAsync();
        return await new VolunteerRegister().ToBeAskedAsync(session, Night.Parse("2026-12-01"), default);
    }
}
