using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>What became of every message of a night, what it cost, and whom to call because nothing reached them.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class MessagesModel(
    Database database,
    Visitor visitor,
    PageWords words,
    MessageTexts texts,
    Costs costs,
    Doubts doubts,
    NightBook nights,
    CrewChanges changes,
    IOptions<SmsOptions> sms,
    IOptions<DecisionOptions> decisions
) : PageModel
{
    public Night Night { get; private set; }

    public IReadOnlyList<Sum> Sums { get; private set; } = [];

    public IReadOnlyList<Person> Unreached { get; private set; } = [];

    /// <summary>Of the text messages that have left.</summary>
    public Cost Cost { get; private set; } = new(0, 0, null);

    public Cost SeasonCost { get; private set; } = new(0, 0, null);

    /// <summary>Of the season's exercises, which are not in what the season costs.</summary>
    public Cost ExerciseCost { get; private set; } = new(0, 0, null);

    /// <summary>Texts that the gateway may have taken and cannot be asked about.</summary>
    public int InDoubt { get; private set; }

    public string? Done { get; private set; }

    /// <summary>Made with the page, so that pressing twice is one decision.</summary>
    public string Form { get; } = Guid.NewGuid().ToString("N");

    public async Task<IActionResult> OnGetAsync(string night, string? done, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        Night = meant;
        Done = done is "sent-anyway" or "nothing-in-doubt" ? done : null;
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
        var byPurpose = await costs.OfPurposesAsync(session, meant, cancellationToken);
        // What has no name of its own stands in one row.
        Sums =
        [
            .. Sums.Select(sum =>
                    sum with
                    {
                        Cost = sum.Channel == "sms" ? byPurpose.GetValueOrDefault(sum.Purpose) : null,
                    }
                )
                .GroupBy(sum => (NameOf(sum.Purpose), sum.Channel))
                .Select(alike => alike.Aggregate((one, other) => one + other)),
        ];
        Cost = await costs.OfNightAsync(session, meant, cancellationToken);
        var first = decisions.Value.ToSeason().FirstOf(meant);
        var last = new Night(first.Evening.AddYears(1).AddDays(-1));
        SeasonCost = await costs.OfPeriodAsync(session, first, last, cancellationToken);
        ExerciseCost = await costs.OfExercisesAsync(session, first, last, cancellationToken);
        InDoubt = await doubts.CountAsync(session, meant, cancellationToken);
        return Page();
    }

    /// <summary>The coordinator decides that a text twice is better than none.</summary>
    public async Task<IActionResult> OnPostAsync(string night, string? form, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        if (form is not { Length: 32 } || !form.All(char.IsAsciiHexDigitLower))
        {
            return BadRequest();
        }
        var sent = await database.InTransactionAsync(
            async session =>
            {
                await nights.LockAsync(session, meant, cancellationToken);
                if (
                    await changes.HasAsync(session, form, cancellationToken)
                    || await doubts.SendAnywayAsync(session, meant, cancellationToken) == 0
                )
                {
                    return false;
                }
                await changes.AddAsync(
                    session,
                    visitor.Actor,
                    "texts.sent-anyway",
                    $"night:{meant}",
                    meant,
                    form,
                    cancellationToken
                );
                return true;
            },
            cancellationToken
        );
        return RedirectToPage(new { night, done = sent ? "sent-anyway" : "nothing-in-doubt" });
    }

    /// <summary>The subject of the letter where it has one that says what it is about; else its purpose.</summary>
    public string NameOf(string purpose) =>
        texts.Has($"page.purpose.{purpose}") ? words[$"purpose.{purpose}"] : words["purpose.other"];

    public string Money(decimal price) => words.Money(price, sms.Value.Currency);

    public sealed record Sum
    {
        public string Purpose { get; init; } = "";
        public string Channel { get; init; } = "";
        public int Sent { get; init; }
        public int Delivered { get; init; }
        public int Failed { get; init; }
        public int Waiting { get; init; }

        /// <summary>Null for email, and where no text has left.</summary>
        public Cost? Cost { get; init; }

        public static Sum operator +(Sum one, Sum other) =>
            one with
            {
                Sent = one.Sent + other.Sent,
                Delivered = one.Delivered + other.Delivered,
                Failed = one.Failed + other.Failed,
                Waiting = one.Waiting + other.Waiting,
                Cost = one.Cost is { } cost && other.Cost is { } more ? cost + more : one.Cost ?? other.Cost,
            };
    }

    public sealed record Person
    {
        public string Name { get; init; } = "";
        public string Channel { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string State { get; init; } = "";

        /// <summary>What the provider or our own dispatch says of it, which whoever runs the service can act on.</summary>
        public Note? LastError { get; init; }

        public string? Phone { get; init; }

        /// <summary>stopped, expired or failed: the reason in plain words is a text.</summary>
        public string Why => State;
    }
}
