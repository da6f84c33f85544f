using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Asking;

/// <summary>Writes a question about several nights to those who are asked, and remembers whom it asked and why.</summary>
public sealed class DatesLetter(NightHours hours, LetterWriter letters, VolunteerCall call)
{
    public const string Purpose = "call-dates";

    /// <param name="occasion">Of the whole question: nobody gets it twice, whichever wave they come in.</param>
    /// <param name="byCoordinator">A person decided to ask now, also in the quiet hours.</param>
    /// <returns>Whom it asked; those who cannot be written to are left out.</returns>
    public async Task<IReadOnlyList<AskingOrder.Ask>> WriteAsync(
        Session session,
        IEnumerable<DatesWave.Ask> asks,
        string occasion,
        bool byCoordinator,
        CancellationToken cancellationToken
    )
    {
        var told = new List<AskingOrder.Ask>();
        foreach (var ask in asks)
        {
            var end = hours.EndOf(ask.About[^1].Row.Night);
            var letter = new Letter(Purpose, null, 0, wording => FactsOf(ask, wording))
            {
                Reach = Reach.Every,
                Occasion = occasion,
                ExpiresAt = end,
                Link = new LetterLink(LinkPurpose.Answer, null, end) { Night = ask.About[0].Row.Night },
                DespiteQuietHours = byCoordinator,
            };
            if (await letters.WriteAsync(session, ask.Who.Who.AsRecipient(), letter, cancellationToken) == 0)
            {
                continue;
            }
            told.Add(ask.Who);
            foreach (var night in ask.About)
            {
                await call.RememberAsync(session, night.Row.Night, ask.Who, occasion, cancellationToken);
            }
        }
        return told;
    }

    /// <summary>"A tis 1/12 mot ons 2/12: kväll 3, natt 1".</summary>
    public static string Line(NightRow row, IReadOnlyList<ShiftOfNight> free, Wording wording) =>
        wording.Say(
            "call-dates-night",
            Facts
                .None.With("code", row.Code)
                .With("night", wording.Night(row.Night))
                .With(
                    "shifts",
                    string.Join(
                        ", ",
                        free.GroupBy(shift => shift.Kind)
                            .Select(kind => $"{wording.Shift(kind.Key)} {kind.Sum(shift => shift.Open)}")
                    )
                )
        );

    private static Facts FactsOf(DatesWave.Ask ask, Wording wording) =>
        Facts
            .None.With("dates", string.Join("; ", ask.About.Select(one => Line(one.Row, one.Free, wording))))
            .With("example", string.Join(' ', ask.About.Take(2).Select(one => one.Free[0].ReplyCode)))
            .With("who", VolunteerCall.Who(ask.Who, wording))
            .With("why", VolunteerCall.Why(ask.Who.Why, wording));
}
