using System.Globalization;
using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Replies;
using Ekn.Core.Replies.Mail;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Answers that nobody could read but a person: each with its words, what was understood, and one tap for what it meant.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class InboxModel(
    Database database,
    Visitor visitor,
    Identities identities,
    NightBook nights,
    ShiftBook shifts,
    InboxSettling settling,
    LocalTime time
) : PageModel
{
    private const int Most = 50;

    public IReadOnlyList<Unclear> Texts { get; private set; } = [];

    /// <summary>The shifts of the nights that people may be writing about; of several rooms the one with most places.</summary>
    public IReadOnlyList<ShiftOfNight> Offered { get; private set; } = [];

    public string? Done { get; private set; }

    // The night that is not over yet began yesterday evening.
    private Night Yesterday => new(time.Today.AddDays(-1));

    public async Task OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        Done = done is "settled" or "late" ? done : null;
        await using var session = await database.OpenAsync(cancellationToken);
        var offered = new List<ShiftOfNight>();
        foreach (var row in await nights.FromAsync(session, Yesterday, cancellationToken))
        {
            if (row.State is NightState.Open or NightState.Early)
            {
                offered.AddRange(
                    (await shifts.OfNightAsync(session, row.Night, cancellationToken))
                        .GroupBy(shift => shift.Kind)
                        .Select(kind => kind.MaxBy(shift => shift.Missing)!)
                );
            }
        }
        Offered = offered;
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT id, channel, sender, text, subject, mark, received_at, role, reading FROM inbound
            WHERE state IN ('inbox', 'failed') AND settled_by IS NULL ORDER BY id LIMIT {Most}
            """,
            null,
            cancellationToken
        );
        var texts = new List<Unclear>();
        foreach (var row in rows)
        {
            var who = new List<Person>();
            foreach (var volunteer in (await identities.FindAsync(session, row.Sender, cancellationToken)).Volunteers)
            {
                who.Add(
                    new Person(
                        volunteer.Id,
                        volunteer.Name,
                        await shifts.BookedByAsync(session, volunteer.Id, Yesterday, cancellationToken)
                    )
                );
            }
            texts.Add(
                new Unclear(row.Id, row.Sender, row.AnswerText, row.ReceivedAt, row.Reading, who)
                {
                    Subject = row.Subject,
                    Whole = row.AnswerText == row.Text.Trim() ? null : row.Text,
                    IsUnproven = row.Mark == InboundMark.Unproven,
                }
            );
        }
        Texts = texts;
    }

    /// <param name="says">What it meant: Book:2026-12-01:1, Nothing, ….</param>
    public async Task<IActionResult> OnPostSettleAsync(
        long id,
        long? who,
        string? says,
        CancellationToken cancellationToken
    )
    {
        var parts = (says ?? "").Split(':');
        if (!Enum.TryParse<InboxReading>(parts[0], out var reading) || !Enum.IsDefined(reading))
        {
            return RedirectToPage(new { done = "late" });
        }
        Choice? choice = null;
        if (
            parts.Length == 3
            && Night.TryParse(parts[1], out var night)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
            && Enum.IsDefined((ShiftKind)kind)
        )
        {
            choice = new Choice(night, (ShiftKind)kind);
        }
        var settled = await settling.SettleAsync(id, reading, who, choice, visitor.Actor, cancellationToken);
        return RedirectToPage(new { done = settled ? "settled" : "late" });
    }

    public sealed record Person(long Id, string Name, IReadOnlyList<ShiftOfNight> Booked);

    /// <param name="Reading">What the service took it for.</param>
    public sealed record Unclear(
        long Id,
        string Sender,
        string Text,
        DateTimeOffset ReceivedAt,
        string? Reading,
        IReadOnlyList<Person> Who
    )
    {
        /// <summary>Of an email.</summary>
        public string? Subject { get; init; }

        /// <summary>The mail with all that it quotes; null when the text is the whole.</summary>
        public string? Whole { get; init; }

        public bool IsUnproven { get; init; }
    }

    private sealed record Row
    {
        public long Id { get; init; }
        public string Sender { get; init; } = "";
        public string Text { get; init; } = "";
        public string Channel { get; init; } = "";
        public string? Subject { get; init; }
        public string? Mark { get; init; }

        public string AnswerText => Channel == "email" ? MailAnswer.Read(Text, Subject).Text : Text.Trim();
        public DateTimeOffset ReceivedAt { get; init; }
        public string? Role { get; init; }
        public string? Reading { get; init; }
    }
}
