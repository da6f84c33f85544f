using Ekn.Api.Pages;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Api.Tonight;

/// <summary>What became of the last nights, the latest first: opened, in which rooms, called off, ended. Only what was decided is news.</summary>
public sealed class TonightNews(PageFactory pages, NightBook nights, MessageTexts texts)
{
    /// <summary>The first day of the first season, 2014.</summary>
    public static readonly DateTimeOffset Beginning = new(2014, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Most = 20;

    public string Title => pages.PublicWords(PageFactory.FirstLanguage)["name"];

    public async Task<IReadOnlyList<Entry>> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT n.night, n.state, n.revision, n.opened_at, n.ended_at,
                (SELECT MAX(e.at) FROM decision_event e WHERE e.night = n.night AND e.kind IN ('confirmed', 'overridden', 'automatic')) AS decided_at,
                (SELECT MAX(np.called_at) FROM night_premises np WHERE np.night = n.night AND np.state IN ('planned', 'called', 'accepted')) AS called_at,
                (SELECT MAX(np.answered_at) FROM night_premises np WHERE np.night = n.night AND np.state IN ('declined', 'left')) AS left_at
            FROM night n WHERE n.origin = 'service' AND n.practice = 0 AND n.state IN ('open', 'off', 'ended') AND n.opened_at IS NOT NULL
            ORDER BY n.night DESC LIMIT {Most}
            """,
            null,
            cancellationToken
        );
        var entries = new List<Entry>();
        foreach (var row in rows)
        {
            entries.Add(await EntryOfAsync(session, row, cancellationToken));
        }
        return [.. entries.OrderByDescending(entry => entry.At)];
    }

    private async Task<Entry> EntryOfAsync(Session session, Row row, CancellationToken cancellationToken)
    {
        var all = await nights.PremisesAsync(session, row.Night, cancellationToken);
        var rooms = all.Where(room => room.InUse && room.Publish != "nothing");
        var old = row.State == "open" ? TonightReader.LeftIn(all) : [];
        var places = string.Join(
            "; ",
            rooms.Select(room =>
                room.Publish == "address" && room.Address.Length > 0 ? $"{room.Name}, {room.Address}" : room.Name
            )
        );
        var state = row.State;
        var at = state switch
        {
            "ended" => row.EndedAt,
            "off" => row.DecidedAt,
            _ => Latest(Latest(row.OpenedAt, row.CalledAt), row.LeftAt),
        };
        var lines = texts.PublicLanguages.Select(language => LineIn(language, row, state, places, old));
        // A move is news of its own, which readers of feeds show again.
        var moved = old.Count == 0 ? "" : $"-moved-{row.LeftAt:yyyyMMddHHmmss}";
        return new Entry(
            $"{row.Night}-{state}-{row.Revision}{moved}",
            LineIn(PageFactory.FirstLanguage, row, state, places, old),
            string.Join('\n', lines),
            at ?? row.OpenedAt ?? Beginning
        );
    }

    private string LineIn(string language, Row row, string state, string places, IReadOnlyList<string> old)
    {
        var words = pages.PublicWords(language);
        var key = (state, old.Count > 0, places.Length > 0) switch
        {
            ("open", true, true) => "moved",
            ("open", true, false) => "moved-no-room",
            ("open", false, false) => "open-no-room",
            _ => state,
        };
        return words.Say(
            $"tonight.news.{key}",
            Facts
                .None.With("night", words.Wording.Night(row.Night))
                .With("places", places)
                .With("old", string.Join(", ", old))
        );
    }

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other ?? one : one;

    /// <param name="Id">Stable: the same news has the same id however often it is read.</param>
    public sealed record Entry(string Id, string Title, string Text, DateTimeOffset At);

    private sealed record Row
    {
        public Night Night { get; init; }
        public string State { get; init; } = "";
        public int Revision { get; init; }
        public DateTimeOffset? OpenedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public DateTimeOffset? CalledAt { get; init; }
        public DateTimeOffset? LeftAt { get; init; }
    }
}
