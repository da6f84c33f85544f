using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Crew;

/// <summary>Whom a person must call about a night, because no message got through.</summary>
public sealed class CallList(
    TimeProvider clock,
    NightBook nights,
    PeopleDirectory people,
    CrewChanges changes,
    AlertLog alerts
)
{
    // A later message that arrives does not make up for these: each says something that the person must know.
    private static readonly string[] MustBeKnown =
    [
        "called-off",
        "closed-early",
        "early-off",
        "moved",
        "room-left",
        "room-closed",
        "opens-booked",
        "standing-booked",
        "call-church",
        "call-site-lead",
        "lead-released",
        "hired",
        "hired-off",
        "note",
    ];

    /// <summary>
    /// Church and site lead first, then whom nothing has reached for longest. Those talked to since come last.
    /// </summary>
    public async Task<IReadOnlyList<CallListEntry>> ReadAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var sent = await session.QueryAsync<Sent>(
            """
            SELECT o.id, o.message_key, o.purpose, o.recipient, o.name, o.channel, o.address, o.state, o.last_error,
                COALESCE(o.ended_at, o.created_at) AS ended_at,
                COALESCE(
                    (SELECT v.phone FROM volunteer v WHERE o.recipient = 'volunteer:' || v.id),
                    (SELECT r.phone FROM premises r WHERE o.recipient = 'premises:' || r.id)
                ) AS phone,
                (SELECT COUNT(*) FROM place p JOIN shift s ON s.id = p.shift_id
                    WHERE s.night = o.night AND o.recipient = 'volunteer:' || p.volunteer_id) AS places,
                CASE WHEN o.state = 'unknown' AND o.expires_at <= @Now THEN 1 ELSE 0 END AS too_late
            FROM outbox o
            WHERE o.night = @night AND o.state <> 'cancelled' AND o.name <> ''
                AND (o.called_off_at IS NULL OR o.state IN ('accepted', 'delivered'))
                AND (o.recipient LIKE 'volunteer:%' OR o.recipient LIKE 'premises:%' OR o.recipient LIKE 'sitelead:%'
                    OR o.recipient LIKE 'hired:%')
            ORDER BY o.id
            """,
            new { night, Now = clock.GetUtcNow() },
            cancellationToken
        );
        var gone = await session.QueryAsync<string>(
            "SELECT 'premises:' || premises_id FROM night_premises WHERE night = @night AND state IN ('declined', 'left')",
            new { night },
            cancellationToken
        );
        var entries = new List<CallListEntry>();
        foreach (var person in sent.GroupBy(row => row.Recipient))
        {
            if (
                LastMissed([.. person]) is not { } missed
                || (missed[0].Purpose == "call-church" && gone.Contains(person.Key))
            )
            {
                continue;
            }
            var call = await LastCallAsync(session, night, person.Key, cancellationToken);
            entries.Add(
                new CallListEntry(
                    person.Key,
                    missed[0].Name,
                    PhoneOf(person.Key, missed),
                    missed[0].Purpose,
                    [.. missed.Select(row => new CallReason(row.Channel, row.State, row.LastError))],
                    missed[0].Places > 0,
                    await LastContactAsync(session, person.Key, cancellationToken),
                    // A call of before says nothing about what did not arrive since.
                    call is not null
                    && call.At >= missed.Max(row => row.EndedAt)
                        ? call
                        : null
                )
            );
        }
        return
        [
            .. entries
                .OrderBy(entry => entry.Call?.Outcome == CallOutcome.Reached)
                .ThenByDescending(entry => entry.First)
                .ThenBy(entry => entry.LastContact ?? DateTimeOffset.MinValue)
                .ThenBy(entry => entry.Name, StringComparer.Ordinal)
                .ThenBy(entry => entry.Recipient, StringComparer.Ordinal),
        ];
    }

    /// <param name="form">Made with the page, so that pressing twice is one call.</param>
    /// <returns>False when it was noted already.</returns>
    public async Task<bool> NoteAsync(
        Session session,
        Night night,
        string recipient,
        CallOutcome outcome,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        await nights.LockAsync(session, night, cancellationToken);
        if (await changes.HasAsync(session, form, cancellationToken))
        {
            return false;
        }
        await changes.AddAsync(session, actor, KindOf(outcome), recipient, night, form, cancellationToken);
        if (outcome == CallOutcome.Reached)
        {
            await ClearAlertsAsync(session, night, recipient, cancellationToken);
        }
        return true;
    }

    /// <summary>How many on the list nobody has talked to.</summary>
    public async Task<int> CountAsync(Session session, Night night, CancellationToken cancellationToken) =>
        (await ReadAsync(session, night, cancellationToken)).Count(entry => entry.Call?.Outcome != CallOutcome.Reached);

    /// <summary>The last letter of which no channel arrived, unless one that does as well has come after it; null for none.</summary>
    private static IReadOnlyList<Sent>? LastMissed(IReadOnlyList<Sent> rows) =>
        rows.GroupBy(row => row.Letter)
            .Select(letter => (IReadOnlyList<Sent>)[.. letter])
            .Where(letter => letter.All(row => !row.Lives))
            // Whoever said STOP is not called because of a question they did not want; what they rely on they must know, and
            // a church or a site lead, without whom the night does not open.
            .Where(letter =>
                letter.Any(row => row.State != "stopped") || letter[0].Places > 0 || !letter[0].IsVolunteer
            )
            .Where(letter =>
                MustBeKnown.Contains(letter[0].Purpose)
                || !rows.Any(row => row.Lives && row.Id > letter.Max(one => one.Id))
            )
            .MaxBy(letter => letter.Max(row => row.Id));

    private string? PhoneOf(string recipient, IReadOnlyList<Sent> missed) =>
        missed[0].Phone
        ?? people.All.FirstOrDefault(one => one.Key == recipient)?.Phone?.Value
        ?? missed.FirstOrDefault(row => row.Channel == Channel.Sms)?.Address;

    private async Task<DateTimeOffset?> LastContactAsync(
        Session session,
        string recipient,
        CancellationToken cancellationToken
    )
    {
        // A text that the provider took and lost again did not reach anybody.
        var times = await session.QueryAsync<DateTimeOffset>(
            """
            SELECT COALESCE(delivered_at, accepted_at) FROM outbox
            WHERE recipient = @recipient AND state IN ('accepted', 'delivered') AND accepted_at IS NOT NULL
            UNION ALL
            SELECT at FROM change_event WHERE subject = @recipient AND kind = 'call.reached'
            """,
            new { recipient },
            cancellationToken
        );
        return times.Count == 0 ? null : times.Max();
    }

    private static async Task<MadeCall?> LastCallAsync(
        Session session,
        Night night,
        string recipient,
        CancellationToken cancellationToken
    )
    {
        var noted = await session.FirstOrDefaultAsync<Noted>(
            """
            SELECT kind, actor, at FROM change_event
            WHERE subject = @recipient AND night = @night AND kind IN ('call.reached', 'call.no-answer', 'call.wrong-number')
            ORDER BY id DESC LIMIT 1
            """,
            new { recipient, night },
            cancellationToken
        );
        return noted is null
            ? null
            : new MadeCall(
                Enum.GetValues<CallOutcome>().First(outcome => KindOf(outcome) == noted.Kind),
                noted.Actor,
                noted.At
            );
    }

    /// <summary>They know it now: that the messages failed is nobody's trouble any more.</summary>
    private async Task ClearAlertsAsync(
        Session session,
        Night night,
        string recipient,
        CancellationToken cancellationToken
    )
    {
        var failed = await session.QueryAsync<string>(
            "SELECT reference FROM outbox WHERE night = @night AND recipient = @recipient AND state IN ('failed', 'expired', 'unknown') AND created_at <= @Now",
            new
            {
                night,
                recipient,
                Now = clock.GetUtcNow(),
            },
            cancellationToken
        );
        foreach (var reference in failed)
        {
            await alerts.ClearAsync(session, AlertKind.MessageFailed, reference, night, cancellationToken);
        }
    }

    private static string KindOf(CallOutcome outcome) =>
        outcome switch
        {
            CallOutcome.Reached => "call.reached",
            CallOutcome.NoAnswer => "call.no-answer",
            _ => "call.wrong-number",
        };

    private sealed record Sent
    {
        public long Id { get; init; }
        public string MessageKey { get; init; } = "";
        public string Purpose { get; init; } = "";
        public string Recipient { get; init; } = "";
        public string Name { get; init; } = "";
        public Channel Channel { get; init; }
        public string Address { get; init; } = "";
        public string State { get; init; } = "";
        public Note? LastError { get; init; }
        public DateTimeOffset EndedAt { get; init; }
        public string? Phone { get; init; }
        public long Places { get; init; }

        /// <summary>In doubt still when it was worth nothing any more: what nobody could find out is not to be relied on.</summary>
        public long TooLate { get; init; }

        public bool IsVolunteer => Recipient.StartsWith("volunteer:", StringComparison.Ordinal);

        /// <summary>It arrived, or may do so yet.</summary>
        public bool Lives => State is not ("failed" or "expired" or "stopped") && TooLate == 0;

        /// <summary>The same for both channels.</summary>
        public string Letter => Channel == Channel.Sms ? OutgoingMessage.OtherKeyOf(MessageKey) : MessageKey;
    }

    private sealed record Noted
    {
        public string Kind { get; init; } = "";
        public string Actor { get; init; } = "";
        public DateTimeOffset At { get; init; }
    }
}
