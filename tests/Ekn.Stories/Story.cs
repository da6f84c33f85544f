using Ekn.Core;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

/// <summary>A town of its own for one story, on one database; at the end the promises are checked, whatever the story was about.</summary>
internal sealed class Story : IAsyncDisposable
{
    private readonly TestDatabase database;

    private Story(TestDatabase database, Stockholm town)
    {
        this.database = database;
        Town = town;
    }

    public Stockholm Town { get; }

    /// <param name="start">Local time, as 2026-12-01T11:58.</param>
    public static async Task<Story> BeginAsync(
        string provider,
        string start,
        IReadOnlyList<Person>? volunteers = null,
        params (string Key, string Value)[] settings
    ) => await BeginAsync(provider, start, secondGateway: false, volunteers, settings);

    public static async Task<Story> BeginAsync(
        string provider,
        string start,
        bool secondGateway,
        IReadOnlyList<Person>? volunteers = null,
        params (string Key, string Value)[] settings
    )
    {
        var own = await TestDatabase.CreateAsync(provider);
        var town = await Stockholm.StartAsync(
            new TownSettings
            {
                Start = start,
                Provider = provider,
                ConnectionString = own.ConnectionString,
                SecondGateway = secondGateway,
                Volunteers = volunteers ?? Cast.Few,
                Settings = settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal),
            },
            new HomeFolder(Repository.Root)
        );
        return new Story(own, town);
    }

    /// <summary>The last line of a story: what always holds.</summary>
    public async Task EndAsync()
    {
        Assert.Empty(await Promises.BrokenAsync(Town));
        Assert.Empty(Town.TextsTo(Cast.Sixten));
        Assert.Empty(Town.MailsTo(Cast.Sixten));
    }

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync();
        await database.DisposeAsync();
    }
}
