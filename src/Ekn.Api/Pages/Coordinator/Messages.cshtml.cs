using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>What became of every message of a night, what it cost, and whom to call because nothing reached them.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class MessagesModel(Database database, PageWords words, MessageTexts texts, IOptions<SmsOptions> sms)
    : PageModel
{
    private const int SeasonDays = 212;

    public Night Night { get; private set; }

    public IReadOnlyList<Sum> Sums { get; private set; } = [];

    public IReadOnlyList<Person> Unreached { get; private set; } = [];

    /// <summary>Of the text messages that have left.</summary>
    public int Segments { get; private set; }

    /// <summary>Null when the settings hold no price.</summary>
    public string? Price { get; private set; }

    public string? SeasonPrice { get; private set; }

    public async Task<IActionResult> OnGetAsync(string night, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        Night = meant;
        await using var session = await database.OpenAsync(cancellationToken);
        Sums = await session.QueryAsync<Sum>(
            """
            SELECT purpose, channel,
                SUM(CASE WHEN state IN ('accepted', 'delivered') THEN 1 ELSE 0 END) AS sent,
                SUM(CASE WHEN state = 'delivered' THEN 1 ELSE 0 END) AS delivered,
                SUM(CASE WHEN state IN ('failed', 'expired') THEN 1 ELSE 0 END) AS failed,
                SUM(CASE WHEN state IN ('queued', 'sending', 'unknown') THEN 1 ELSE 0 END) AS waiting
            FROM outbox WHERE night = @meant GROUP BY purpose, channel ORDER BY MIN(id)
            """,
            new { meant },
            cancellationToken
        );
        Unreached = await session.QueryAsync<Person>(
            """
            SELECT o.name, o.channel, o.purpose, o.state, o.last_error,
                COALESCE(
                    (SELECT v.phone FROM volunteer v WHERE o.recipient = 'volunteer:' || v.id),
                    (SELECT r.phone FROM premises r WHERE o.recipient = 'premises:' || r.id),
                    CASE WHEN o.channel = 'sms' THEN o.address END
                ) AS phone
            FROM outbox o
            WHERE o.night = @meant AND o.state IN ('failed', 'expired', 'stopped') ORDER BY o.state, o.name, o.id
            """,
            new { meant },
            cancellationToken
        );
        Segments = await SegmentsAsync(session, meant, meant, cancellationToken);
        if (sms.Value.CostOf(Segments) is { } cost)
        {
            var season = await SegmentsAsync(session, meant.AddDays(-SeasonDays), meant, cancellationToken);
            Price = Money(cost);
            SeasonPrice = Money(sms.Value.CostOf(season)!.Value);
        }
        return Page();
    }

    /// <summary>The subject of the letter where it has one that says what it is about; else its purpose.</summary>
    public string NameOf(string purpose) =>
        texts.Has($"page.purpose.{purpose}") ? words[$"purpose.{purpose}"] : words["purpose.other"];

    private static async Task<int> SegmentsAsync(
        Session session,
        Night from,
        Night to,
        CancellationToken cancellationToken
    ) =>
        (
            await session.QueryAsync<string>(
                "SELECT text FROM outbox WHERE channel = 'sms' AND night >= @from AND night <= @to AND state IN ('accepted', 'delivered', 'unknown') AND text <> ''",
                new { from, to },
                cancellationToken
            )
        ).Sum(text => SmsSegments.Of(text).Segments);

    private string Money(decimal cost) => $"{words.Amount(cost)} {sms.Value.Currency}";

    public sealed record Sum
    {
        public string Purpose { get; init; } = "";
        public string Channel { get; init; } = "";
        public int Sent { get; init; }
        public int Delivered { get; init; }
        public int Failed { get; init; }
        public int Waiting { get; init; }
    }

    public sealed record Person
    {
        public string Name { get; init; } = "";
        public string Channel { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string State { get; init; } = "";

        /// <summary>The provider's words, which whoever runs the service can act on.</summary>
        public string? LastError { get; init; }

        public string? Phone { get; init; }

        /// <summary>stopped, expired or failed: the reason in plain words is a text.</summary>
        public string Why => State;
    }
}
