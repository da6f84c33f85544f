using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Testing;

namespace Ekn.Core.Volunteers;

public sealed class StopListTests
{
    private const string Alva = "+46701740621";

    [DatabaseTheory]
    public async Task Stop_counts_at_once_and_in_every_way_of_writing_the_address(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);

        Assert.True(await StopAsync(storage, Alva));

        Assert.True(await IsStoppedAsync(storage, "070-174 06 21"));
        Assert.True(await IsStoppedAsync(storage, Alva));
        Assert.False(await IsStoppedAsync(storage, "+46701740622"));
        await StopAsync(storage, "Alva@Example.org");
        Assert.True(await IsStoppedAsync(storage, " alva@example.ORG "));
    }

    [DatabaseTheory]
    public async Task Stop_twice_is_stop_and_start_twice_is_start(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await AddAsync(storage, "Alva", Alva, "alva@example.org");

        Assert.True(await StopAsync(storage, Alva));
        Assert.False(await StopAsync(storage, Alva));
        Assert.Equal(2, await storage.CountAsync("stopped"));
        Assert.True(await StartAsync(storage, Alva));
        Assert.False(await StartAsync(storage, Alva));
        Assert.Equal(0, await storage.CountAsync("stopped"));
    }

    [DatabaseTheory]
    public async Task Stop_by_phone_stops_the_email_of_everybody_with_that_phone_and_the_other_way_round(
        string provider
    )
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await AddAsync(storage, "Alva", Alva, "alva@example.org");
        await AddAsync(storage, "Bo", Alva, "bo@example.org");
        await AddAsync(storage, "Carl", "+46701740623", "carl@example.org");

        await StopAsync(storage, Alva);
        Assert.True(await IsStoppedAsync(storage, "alva@example.org"));
        Assert.True(await IsStoppedAsync(storage, "bo@example.org"));
        Assert.False(await IsStoppedAsync(storage, "carl@example.org"));

        await StopAsync(storage, "carl@example.org");
        Assert.True(await IsStoppedAsync(storage, "+46701740623"));
    }

    [DatabaseTheory]
    public async Task Stop_of_a_churchs_contact_follows_to_the_other_channel_too_and_START_brings_it_back(
        string provider
    )
    {
        await using var bench = await Tests.CoreBench.NewAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET email = 'kyrkan@example.org' WHERE id = 1");
        var list = bench.Get<StopList>();

        await bench.DoAsync(session => list.StopAsync(session, "+46701740608", "sms", default));
        Assert.True(await bench.DoAsync(session => list.IsStoppedAsync(session, "kyrkan@example.org", default)));

        await bench.DoAsync(session => list.StartAsync(session, "+46701740608", default));
        Assert.False(await bench.DoAsync(session => list.IsStoppedAsync(session, "kyrkan@example.org", default)));
    }

    [DatabaseTheory]
    public async Task Stop_of_somebody_in_the_settings_follows_to_the_other_channel_too(string provider)
    {
        await using var bench = await Tests.CoreBench.NewAsync(provider);
        var list = bench.Get<StopList>();

        await bench.DoAsync(session => list.StopAsync(session, "anna@example.org", "email", default));
        Assert.True(await bench.DoAsync(session => list.IsStoppedAsync(session, "+46701740605", default)));

        await bench.DoAsync(session => list.StartAsync(session, "anna@example.org", default));
        Assert.False(await bench.DoAsync(session => list.IsStoppedAsync(session, "+46701740605", default)));
    }

    [DatabaseTheory]
    public async Task Start_never_brings_back_an_address_that_said_stop_itself(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await AddAsync(storage, "Alva", Alva, "alva@example.org");
        await AddAsync(storage, "Bo", Alva, "bo@example.org");
        await StopAsync(storage, "bo@example.org");
        await StopAsync(storage, Alva);

        await StartAsync(storage, Alva);

        Assert.False(await IsStoppedAsync(storage, Alva));
        Assert.False(await IsStoppedAsync(storage, "alva@example.org"));
        Assert.True(await IsStoppedAsync(storage, "bo@example.org"));
    }

    [DatabaseTheory]
    public async Task An_address_that_stopped_along_and_then_says_stop_itself_stays_stopped(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await AddAsync(storage, "Alva", Alva, "alva@example.org");
        await StopAsync(storage, Alva);
        Assert.True(await StopAsync(storage, "alva@example.org"));

        await StartAsync(storage, Alva);

        Assert.True(await IsStoppedAsync(storage, "alva@example.org"));
    }

    [DatabaseTheory]
    public async Task Who_is_asked_is_asked_on_addresses_that_may_be_used_alone(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await AddAsync(storage, "Alva", Alva, "alva@example.org");
        await AddAsync(storage, "Bo", "+46701740622", "bo@example.org");
        await AddAsync(storage, "Carl", null, "carl@example.org");
        await AddAsync(storage, "Dina", "+46701740622", null);
        var register = new VolunteerRegister();
        await StopAsync(storage, "bo@example.org"); // and with it the phone that Dina shares

        await using var session = await storage.OpenAsync();
        var asked = await register.ToBeAskedAsync(session, Night.Parse("2026-12-01"), default);

        Assert.Equal(["Alva", "Carl"], asked.Select(volunteer => volunteer.Name));
        Assert.Equal(Alva, asked[0].Phone!.Value);
        Assert.Equal(new VolunteerCounts(4, 2), await register.CountAsync(session, default));
        Assert.Equal(2, (await register.CountAsync(session, default)).Stopped);

        await StopAsync(storage, "+46701740699");
        await storage.ExecuteAsync($"INSERT INTO stopped VALUES ('{Alva}', '2026-02-10T11:00:00.000Z', 'sms')");
        var alva = (await register.ToBeAskedAsync(session, Night.Parse("2026-12-01"), default))[0];
        Assert.Null(alva.Phone);
        Assert.Equal("alva@example.org", alva.Email);
    }

    [DatabaseTheory]
    public async Task A_shared_phone_finds_everybody_who_has_it(string provider)
    {
        await using var storage = await StorageFixture.CreateAsync(provider);
        await AddAsync(storage, "Alva", Alva, "alva@example.org");
        await AddAsync(storage, "Bo", Alva, null);
        var register = new VolunteerRegister();
        await using var session = await storage.OpenAsync();

        var found = await register.ByPhoneAsync(session, PhoneNumber.Parse("070-174 06 21"), default);

        Assert.Equal(["Alva", "Bo"], found.Select(volunteer => volunteer.Name));
        Assert.Equal(found[1].Id, (await register.FindAsync(session, found[1].Id, default))!.Id);
        Assert.Null(await register.FindAsync(session, 99, default));
        Assert.Empty(await register.ByPhoneAsync(session, PhoneNumber.Parse("070-174 06 22"), default));
        Assert.Equal("Alva", Assert.Single(await register.ByEmailAsync(session, "ALVA@example.org", default)).Name);
        Assert.DoesNotContain("Alva", found[0].ToString());
    }

    private static Task AddAsync(StorageFixture storage, string name, string? phone, string? email) =>
        storage.ExecuteAsync(
            "INSERT INTO volunteer (name, phone, email, added_at) VALUES (@Name, @Phone, @Email, '2026-01-01T00:00:00.000Z')",
            new
            {
                Name = name,
                Phone = phone,
                Email = email,
            }
        );

    private static Task<bool> StopAsync(StorageFixture storage, string address) =>
        storage.Database.InTransactionAsync(
            session => storage.StopList().StopAsync(session, address, "sms", default),
            default
        );

    private static Task<bool> StartAsync(StorageFixture storage, string address) =>
        storage.Database.InTransactionAsync(
            session => storage.StopList().StartAsync(session, address, default),
            default
        );

    private static async Task<bool> IsStoppedAsync(StorageFixture storage, string address)
    {
        await using var session = await storage.OpenAsync();
        return await storage.StopList().IsStoppedAsync(session, address, default);
    }
}
