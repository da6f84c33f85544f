using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Asking;

/// <summary>Writes the call to those who are asked, and remembers whom it asked and why.</summary>
public sealed class VolunteerCall(NightHours hours, LocalTime time, LetterWriter letters, NightWords words)
{
    /// <summary>Purposes that ask somebody to come on one night.</summary>
    public static IReadOnlyList<string> Purposes { get; } = ["early-notice", "call-volunteer"];

    /// <param name="occasion">Tells this round from earlier ones; null for the first call.</param>
    /// <param name="byCoordinator">A person decided to ask now, also in the quiet hours.</param>
    /// <returns>How many people were written to; those told before on the same occasion are left out.</returns>
    public async Task<int> AskAsync(
        Session session,
        NightRow row,
        string purpose,
        IReadOnlyList<ShiftOfNight> free,
        IReadOnlyList<AskingOrder.Ask> whom,
        string? occasion,
        CancellationToken cancellationToken,
        bool byCoordinator = false
    )
    {
        var end = hours.EndOf(row.Night);
        var told = 0;
        foreach (var ask in whom)
        {
            var letter = new Letter(
                purpose,
                row.Night,
                row.Revision,
                wording =>
                    words
                        .Of(row, free)(wording)
                        .With("example", free[0].ReplyCode)
                        .With("who", Who(ask, wording))
                        .With("why", Why(ask.Why, wording))
            )
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = end,
                Link = new LetterLink(LinkPurpose.Answer, null, end),
                DespiteQuietHours = byCoordinator,
            };
            if (await letters.WriteAsync(session, ask.Who.AsRecipient(), letter, cancellationToken) == 0)
            {
                continue;
            }
            told++;
            await RememberAsync(session, row.Night, ask, null, cancellationToken);
        }
        return told;
    }

    /// <summary>Also for those who share the phone: the text names them.</summary>
    /// <param name="ofDates">The occasion of a call about several nights; null for a call about this one.</param>
    public async Task RememberAsync(
        Session session,
        Night night,
        AskingOrder.Ask ask,
        string? ofDates,
        CancellationToken cancellationToken
    )
    {
        foreach (var volunteer in ask.Beside.Prepend(ask.Who))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO asked (night, volunteer_id, asked_at, first_asked_at, reasons, call)
                VALUES (@night, @Id, @Now, @Now, @reasons, @ofDates)
                ON CONFLICT (night, volunteer_id) DO UPDATE SET asked_at = @Now,
                    first_asked_at = COALESCE(asked.first_asked_at, @Now), reasons = @reasons, call = @ofDates
                """,
                new
                {
                    night,
                    volunteer.Id,
                    time.Now,
                    reasons = AskReason.Write(ask.Why),
                    ofDates,
                },
                cancellationToken
            );
        }
    }

    /// <summary>"Till Anna eller Bo (börja svaret med namnet). " Empty where one person has the phone.</summary>
    public static string Who(AskingOrder.Ask ask, Wording wording) =>
        ask.Beside.Count == 0
            ? ""
            : wording.Say(
                "asked-who",
                Facts.None.With("names", string.Join('/', ask.Beside.Prepend(ask.Who).Select(FirstName)))
            ) + " ";

    /// <summary>"onsdagar passar dig; du har vilat i 12 dagar", for after "Du får frågan för att".</summary>
    public static string Why(IEnumerable<AskReason> reasons, Wording wording) =>
        string.Join(
            "; ",
            reasons.Select(reason =>
                wording.Say($"asked-because.{reason.Kind}", Facts.None.With("number", reason.Number ?? 0))
            )
        );

    private static string FirstName(Volunteer volunteer) => volunteer.Name.Split(' ', 2)[0];
}
