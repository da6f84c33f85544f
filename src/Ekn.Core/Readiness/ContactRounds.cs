using Ekn.Core.Alerts;
using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Readiness;

/// <summary>
/// Asks everyone whether we reach them: each address once, however many share it, and once more when nobody answered.
/// </summary>
public sealed class ContactRounds(
    Database database,
    LocalTime time,
    ContactPeople people,
    LetterWriter letters,
    AlertLog alerts,
    IOptions<ReadinessOptions> options
)
{
    /// <summary>What the alert that a test is due is about.</summary>
    public const string DueSubject = "contact-test";

    private const string Columns = "id, started_at, started_by, remind_at, reminded_at, ends_at, ended_at";

    // A text that a phone cannot take for so long says enough.
    private static readonly TimeSpan WorthSending = TimeSpan.FromDays(2);

    public Task<ContactRound?> LatestAsync(Session session, CancellationToken cancellationToken) =>
        session.FirstOrDefaultAsync<ContactRound>(
            $"SELECT {Columns} FROM contact_round ORDER BY id DESC LIMIT 1",
            null,
            cancellationToken
        );

    /// <param name="seen">The id of the latest round that the page showed, 0 for none: an old form starts nothing.</param>
    /// <param name="actor">Recipient key of the coordinator.</param>
    /// <returns>False when a round is running, or has been made since the page was shown.</returns>
    public Task<bool> StartAsync(long seen, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                if ((await LatestAsync(session, cancellationToken))?.Id is { } latest && latest != seen)
                {
                    return false;
                }
                var now = time.Now;
                // Of two who press at once the database lets one have the open round.
                var id = await session.FirstOrDefaultAsync<long?>(
                    """
                    INSERT INTO contact_round (started_at, started_by, remind_at, ends_at)
                    VALUES (@now, @actor, @remindAt, @endsAt)
                    ON CONFLICT DO NOTHING RETURNING id
                    """,
                    new
                    {
                        now,
                        actor,
                        remindAt = now.AddDays(options.Value.RemindAfterDays),
                        endsAt = now.AddDays(options.Value.RoundDays),
                    },
                    cancellationToken
                );
                if (id is null)
                {
                    return false;
                }
                var round = (await LatestAsync(session, cancellationToken))!;
                var everyone = await people.ReadAsync(session, cancellationToken);
                foreach (var person in everyone)
                {
                    await session.ExecuteAsync(
                        "INSERT INTO contact_person (round_id, person) VALUES (@Id, @Key)",
                        new { round.Id, person.Key },
                        cancellationToken
                    );
                }
                await AskAsync(session, round, everyone, cancellationToken);
                await alerts.ClearAsync(session, AlertKind.ContactTestDue, DueSubject, null, cancellationToken);
                await AddChangeAsync(session, actor, "contact-round", $"round:{round.Id}", cancellationToken);
                return true;
            },
            cancellationToken
        );

    /// <summary>What the day brings: numbers put right since are asked, silence is reminded once, old rounds end.</summary>
    /// <returns>How many messages were written.</returns>
    public async Task<int> GoOnAsync(Session session, CancellationToken cancellationToken)
    {
        if (await LatestAsync(session, cancellationToken) is not { EndedAt: null } round)
        {
            return 0;
        }
        if (time.Now >= round.EndsAt)
        {
            await session.ExecuteAsync(
                "UPDATE contact_round SET ended_at = @Now WHERE id = @Id AND ended_at IS NULL",
                new { time.Now, round.Id },
                cancellationToken
            );
            return 0;
        }
        var unanswered = await UnansweredAsync(session, round.Id, cancellationToken);
        var asked = (await people.ReadAsync(session, cancellationToken)).Where(one => unanswered.Contains(one.Key));
        var written = await AskAsync(session, round, [.. asked], cancellationToken);
        return time.Now < round.RemindAt
            ? written
            : written + await RemindAsync(session, round, unanswered, cancellationToken);
    }

    /// <summary>A coordinator has spoken with the person. Once or many times: the same.</summary>
    /// <returns>False when the person is not in the latest round.</returns>
    public Task<bool> SpokeAsync(string person, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                if (await LatestAsync(session, cancellationToken) is not { } round)
                {
                    return false;
                }
                var values = new
                {
                    round.Id,
                    person,
                    actor,
                    time.Now,
                };
                var changed = await session.ExecuteAsync(
                    """
                    UPDATE contact_person SET spoken_at = @Now, spoken_by = @actor
                    WHERE round_id = @Id AND person = @person AND spoken_at IS NULL
                    """,
                    values,
                    cancellationToken
                );
                if (changed == 1)
                {
                    await AddChangeAsync(session, actor, "spoken-with", person, cancellationToken);
                    return true;
                }
                return await session.SingleAsync<long>(
                        "SELECT COUNT(*) FROM contact_person WHERE round_id = @Id AND person = @person",
                        values,
                        cancellationToken
                    ) == 1;
            },
            cancellationToken
        );

    private async Task<int> AskAsync(
        Session session,
        ContactRound round,
        IReadOnlyList<Recipient> whom,
        CancellationToken cancellationToken
    )
    {
        var written = 0;
        foreach (var person in whom)
        {
            foreach (var (channel, address) in AddressesOf(person))
            {
                var id = await session.FirstOrDefaultAsync<long?>(
                    """
                    INSERT INTO contact_address (round_id, channel, address, lead, asked_at)
                    VALUES (@Round, @Channel, @Address, @Key, @Now)
                    ON CONFLICT (round_id, channel, address) DO NOTHING RETURNING id
                    """,
                    new
                    {
                        Round = round.Id,
                        Channel = channel,
                        Address = address,
                        person.Key,
                        time.Now,
                    },
                    cancellationToken
                );
                await session.ExecuteAsync(
                    """
                    INSERT INTO contact_sharer (contact_address_id, person)
                    SELECT id, @Key FROM contact_address
                    WHERE round_id = @Round AND channel = @Channel AND address = @Address
                    ON CONFLICT (contact_address_id, person) DO NOTHING
                    """,
                    new
                    {
                        Round = round.Id,
                        Channel = channel,
                        Address = address,
                        person.Key,
                    },
                    cancellationToken
                );
                if (id is { } added)
                {
                    written += await WriteAsync(
                        session,
                        round,
                        "contact-test",
                        added,
                        channel,
                        person,
                        cancellationToken
                    );
                }
            }
        }
        return written;
    }

    private async Task<int> RemindAsync(
        Session session,
        ContactRound round,
        IReadOnlySet<string> unanswered,
        CancellationToken cancellationToken
    )
    {
        // Once, and not to an address that was told to be wrong, or asked for the first time just now.
        var silent = await session.QueryAsync<SilentRow>(
            $"""
            SELECT a.id, a.channel, a.address, s.person FROM contact_address a
            JOIN contact_sharer s ON s.contact_address_id = a.id
            LEFT JOIN outbox o ON o.message_key = {KeyOfMessage("contact-test")}
            WHERE a.round_id = @Id AND a.reached_at IS NULL AND a.reminded_at IS NULL AND a.asked_at <= @before
              AND (o.state IS NULL OR o.state NOT IN ('failed', 'stopped'))
            ORDER BY a.id, s.person
            """,
            new { round.Id, before = time.Now.AddDays(-options.Value.RemindAfterDays) },
            cancellationToken
        );
        var known = (await people.ReadAsync(session, cancellationToken)).ToDictionary(person => person.Key);
        var written = 0;
        foreach (var address in silent.Where(row => unanswered.Contains(row.Person)).GroupBy(row => row.Id))
        {
            var row = address.FirstOrDefault(one =>
                known.TryGetValue(one.Person, out var person)
                && AddressesOf(person).Contains((one.Channel, one.Address))
            );
            if (row is null)
            {
                // Nobody has that address any more.
                continue;
            }
            await session.ExecuteAsync(
                "UPDATE contact_address SET reminded_at = @Now WHERE id = @Id AND reminded_at IS NULL",
                new { time.Now, row.Id },
                cancellationToken
            );
            written += await WriteAsync(
                session,
                round,
                "contact-test-reminder",
                row.Id,
                row.Channel,
                known[row.Person],
                cancellationToken
            );
        }
        await session.ExecuteAsync(
            "UPDATE contact_round SET reminded_at = COALESCE(reminded_at, @Now) WHERE id = @Id",
            new { time.Now, round.Id },
            cancellationToken
        );
        return written;
    }

    private Task<int> WriteAsync(
        Session session,
        ContactRound round,
        string purpose,
        long addressId,
        string channel,
        Recipient person,
        CancellationToken cancellationToken
    ) =>
        letters.WriteAsync(
            session,
            channel == "sms" ? person with { Email = null } : person with { Phone = null },
            new Letter(purpose, null, 0, _ => Facts.None)
            {
                Reach = Reach.Every,
                Occasion = $"address:{addressId}",
                ExpiresAt = time.Now + WorthSending,
                Link =
                    channel == "sms"
                        ? null
                        : new LetterLink(
                            LinkPurpose.ContactTest,
                            addressId.ToString(System.Globalization.CultureInfo.InvariantCulture),
                            round.EndsAt
                        ),
            },
            cancellationToken
        );

    private static async Task<IReadOnlySet<string>> UnansweredAsync(
        Session session,
        long roundId,
        CancellationToken cancellationToken
    ) =>
        (
            await session.QueryAsync<string>(
                """
                SELECT p.person FROM contact_person p
                WHERE p.round_id = @roundId AND p.spoken_at IS NULL AND NOT EXISTS (
                    SELECT 1 FROM contact_sharer s JOIN contact_address a ON a.id = s.contact_address_id
                    WHERE a.round_id = p.round_id AND s.person = p.person AND a.reached_at IS NOT NULL)
                """,
                new { roundId },
                cancellationToken
            )
        ).ToHashSet(StringComparer.Ordinal);

    internal static IEnumerable<(string Channel, string Address)> AddressesOf(Recipient person)
    {
        if (person.Phone is { } phone)
        {
            yield return ("sms", phone.Value);
        }
        if (person.Email is { } email)
        {
            yield return ("email", email);
        }
    }

    /// <summary>The key of the message to an address (a), as the outbox has it.</summary>
    /// <param name="to">Who of those who share it was written to.</param>
    internal static string KeyOfMessage(string purpose, string to = "a.lead") =>
        $"'{purpose}||0|' || {to} || '|' || a.channel || '|address:' || a.id";

    private Task<int> AddChangeAsync(
        Session session,
        string actor,
        string kind,
        string subject,
        CancellationToken cancellationToken
    ) =>
        session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject) VALUES (@Now, @actor, @kind, @subject)",
            new
            {
                time.Now,
                actor,
                kind,
                subject,
            },
            cancellationToken
        );

    private sealed record SilentRow
    {
        public long Id { get; init; }
        public string Channel { get; init; } = "";
        public string Address { get; init; } = "";
        public string Person { get; init; } = "";
    }
}
