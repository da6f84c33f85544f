using System.Text.RegularExpressions;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Town;

/// <summary>
/// Whether the promises of design.md held in a town: nobody got anything twice, nothing was lost, no shift has more people
/// than places, and what went wrong can be read in both languages. Compares what the gateway and the mail server really took with what the service meant to send.
/// </summary>
public static partial class Promises
{
    /// <returns>A sentence for each promise that was broken; none when all held.</returns>
    public static async Task<IReadOnlyList<string>> BrokenAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        var messages = await session.QueryAsync<MessageRow>(
            "SELECT message_key, channel, address, text, reference, state FROM outbox",
            null,
            default
        );
        var broken = new List<string>();

        var sentTexts = messages.Where(row => row.Channel == "sms" && row.IsSent).ToList();
        var takenTexts = town.Gateway.Messages.Concat(town.SecondGateway?.Messages ?? []).ToList();
        if (takenTexts.Count != sentTexts.Count)
        {
            broken.Add(
                $"{sentTexts.Count} text messages were meant to go out and the gateway took {takenTexts.Count}."
            );
        }
        broken.AddRange(
            takenTexts
                .GroupBy(text => (text.To, text.Body))
                .Where(same =>
                    same.Count() > sentTexts.Count(row => row.Address == same.Key.To && row.Text == same.Key.Body)
                )
                .Select(_ => "A phone got a text message twice.")
        );

        var sentMails = messages.Where(row => row.Channel == "email" && row.IsSent).ToList();
        broken.AddRange(
            sentMails
                .Select(row =>
                    town.Mail.Mails.Count(mail =>
                        mail.Header("Message-ID")?.Contains(row.Reference, StringComparison.Ordinal) == true
                    )
                )
                .Where(times => times != 1)
                .Select(times => $"An email was taken {times} times by the mail server.")
        );
        broken.AddRange(
            messages
                .Where(row => row.State is "queued" or "sending" or "unknown")
                .Select(row => $"A message is still {row.State}: {row.MessageKey.Split('|')[0]}.")
        );

        var overbooked = await session.QueryAsync<string>(
            """
            SELECT n.code FROM shift s JOIN night n ON n.night = s.night
            WHERE (SELECT COUNT(*) FROM place p WHERE p.shift_id = s.id AND p.volunteer_id IS NOT NULL) > s.heads
            """,
            null,
            default
        );
        broken.AddRange(overbooked.Select(code => $"A shift of night {code} has more people than places."));

        var wording = new[] { "sv", "en" }.Select(language => new Wording(
            town.Get<MessageTexts>(),
            town.Time,
            language
        ));
        var notes = await session.QueryAsync<Note>(
            """
            SELECT detail FROM alert UNION SELECT note FROM job_run WHERE note IS NOT NULL
            UNION SELECT last_error FROM outbox WHERE last_error IS NOT NULL
            UNION SELECT error FROM receipt WHERE error IS NOT NULL
            """,
            null,
            default
        );
        broken.AddRange(
            notes
                .Where(note =>
                    // Bare words are names and codes; rendered, the name of a text shows that the text is not there.
                    note.Stored.StartsWith('{')
                        ? wording.Any(words => TextName().IsMatch(note.In(words)))
                        : Sentence().IsMatch(note.Stored)
                )
                .Select(note => $"Something is noted in no language of the readers: {note}")
        );

        var unread = await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM inbound WHERE state IN ('new', 'failed')",
            null,
            default
        );
        if (unread > 0)
        {
            broken.Add($"{unread} answers were not read.");
        }
        return broken;
    }

    [GeneratedRegex(@"\b(round|trouble|why|recipient|page)\.[a-z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextName();

    [GeneratedRegex(@"\b\p{Ll}+ \p{Ll}+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();

    private sealed record MessageRow
    {
        public string MessageKey { get; init; } = "";

        public string Channel { get; init; } = "";

        public string Address { get; init; } = "";

        public string Text { get; init; } = "";

        public string Reference { get; init; } = "";

        public string State { get; init; } = "";

        public bool IsSent => State is "accepted" or "delivered" or "failed";
    }
}
