using System.Text;
using Ekn.Core.Calendar;
using Ekn.Core.People;
using Ekn.Core.Volunteers;
using Ekn.Simulators.Clock;
using Ekn.Testing;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Storage;

/// <summary>
/// A migrated database for one test, short words to look into it, and a clock that stands at a Tuesday in February 2026,
/// 12:00 local.
/// </summary>
public sealed class StorageFixture : IAsyncDisposable
{
    private readonly TestDatabase owned;

    private StorageFixture(TestDatabase owned) => this.owned = owned;

    public Database Database => owned.Database;

    public LocalTime Time { get; private set; } = At(new DateTimeOffset(2026, 2, 10, 11, 0, 0, TimeSpan.Zero));

    public static async Task<StorageFixture> CreateAsync(string provider) =>
        new(await TestDatabase.CreateAsync(provider));

    public void ItIs(DateTimeOffset now) => Time = At(now);

    /// <summary>With nobody in the settings.</summary>
    public StopList StopList() => new(Time, new PeopleDirectory(Options.Create(new PeopleOptions())));

    public Task<Session> OpenAsync() => Database.OpenAsync(CancellationToken.None);

    public async Task ExecuteAsync(string sql, object? values = null)
    {
        await using var session = await OpenAsync();
        await session.ExecuteAsync(sql, values, CancellationToken.None);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null)
    {
        await using var session = await OpenAsync();
        return await session.QueryAsync<T>(sql, values, CancellationToken.None);
    }

    public async Task<long> CountAsync(string table) => (await QueryAsync<long>($"SELECT COUNT(*) FROM {table}"))[0];

    public static Stream File(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public ValueTask DisposeAsync() => owned.DisposeAsync();

    private static LocalTime At(DateTimeOffset now) =>
        new(new ManualClock(now), TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm"));
}
