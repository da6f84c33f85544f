using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Links;
using Ekn.Core.Nights.Opening;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Asking;

/// <summary>
/// One question about several nights ("dessa nätter saknas folk: …"), made from the gaps of the coming nights. Each
/// volunteer reads only of the nights that they may be asked about.
/// </summary>
public sealed class DatesCall(
    LocalTime time,
    NightBook nights,
    NightHours hours,
    ShiftBook shifts,
    Waves waves,
    VolunteerCall call,
    CallOut callOut,
    LetterWriter letters,
    IOptions<DecisionOptions> decision
)
{
    public const string Purpose = "call-dates";

    /// <summary>More would not fit into a text message that people still read.</summary>
    public const int MostNights = 4;

    /// <summary>So far ahead a forecast says anything at all.</summary>
    public const int DaysAhead = 9;

    /// <summary>The coming nights and what they lack. A night that nobody has spoken of yet has no shifts.</summary>
    public async Task<IReadOnlyList<Gap>> GapsAsync(Session session, CancellationToken cancellationToken)
    {
        var gaps = new List<Gap>();
        for (var day = 0; day <= DaysAhead; day++)
        {
            var night = new Night(time.Today.AddDays(day));
            var row = await nights.FindAsync(session, night, cancellationToken);
            var window = decision.Value.Window.Of(night, time);
            if (
                window.End > time.Now
                && row is not { State: NightState.Off or NightState.Ended } and not { Practice: true }
            )
            {
                gaps.Add(
                    new Gap(
                        night,
                        row?.State ?? NightState.Waiting,
                        await shifts.FreeAsync(session, night, cancellationToken)
                    )
                );
            }
        }
        return gaps;
    }

    /// <summary>Asks now about these nights. Nights that were not spoken of yet become nights that may open.</summary>
    /// <param name="form">The id of the form; part of the key of each message.</param>
    /// <returns>Whom it asked, in order.</returns>
    public async Task<IReadOnlyList<AskingOrder.Ask>> SendAsync(
        Session session,
        IReadOnlyList<Night> about,
        string form,
        CancellationToken cancellationToken
    )
    {
        var asks =
            new Dictionary<
                long,
                (AskingOrder.Ask Ask, List<(NightRow Row, IReadOnlyList<ShiftOfNight> Free)> Nights)
            >();
        var order = new List<long>();
        foreach (var night in about.Distinct().Order())
        {
            var row = await callOut.PrepareAsync(session, night, cancellationToken);
            var free = await shifts.FreeAsync(session, night, cancellationToken);
            if (row.Practice || row.State is not (NightState.Early or NightState.Open) || free.Count == 0)
            {
                continue;
            }
            var ofNight = await waves.OrderAsync(
                session,
                night,
                free,
                wide: false,
                DateTimeOffset.MinValue,
                cancellationToken
            );
            foreach (var ask in ofNight.Asked)
            {
                if (!asks.TryGetValue(ask.Who.Id, out var known))
                {
                    known = (ask, []);
                    asks[ask.Who.Id] = known;
                    order.Add(ask.Who.Id);
                }
                known.Nights.Add((row, free));
            }
        }
        var told = new List<AskingOrder.Ask>();
        foreach (var (ask, theirs) in order.Select(id => asks[id]))
        {
            if (await WriteAsync(session, ask, theirs, $"dates:{form}", cancellationToken))
            {
                told.Add(ask);
            }
        }
        return told;
    }

    private async Task<bool> WriteAsync(
        Session session,
        AskingOrder.Ask ask,
        List<(NightRow Row, IReadOnlyList<ShiftOfNight> Free)> about,
        string occasion,
        CancellationToken cancellationToken
    )
    {
        var end = hours.EndOf(about[^1].Row.Night);
        var letter = new Letter(Purpose, null, 0, wording => FactsOf(ask, about, wording))
        {
            Reach = Reach.Every,
            Occasion = occasion,
            ExpiresAt = end,
            Link = new LetterLink(LinkPurpose.Answer, null, end) { Night = about[0].Row.Night },
            DespiteQuietHours = true,
        };
        if (await letters.WriteAsync(session, ask.Who.AsRecipient(), letter, cancellationToken) == 0)
        {
            return false;
        }
        foreach (var (row, _) in about)
        {
            await call.RememberAsync(session, row.Night, ask, occasion, cancellationToken);
        }
        return true;
    }

    private static Facts FactsOf(
        AskingOrder.Ask ask,
        List<(NightRow Row, IReadOnlyList<ShiftOfNight> Free)> about,
        Wording wording
    ) =>
        Facts
            .None.With("dates", string.Join("; ", about.Select(one => Line(one.Row, one.Free, wording))))
            .With("example", string.Join(' ', about.Take(2).Select(one => one.Free[0].ReplyCode)))
            .With("who", VolunteerCall.Who(ask, wording))
            .With("why", VolunteerCall.Why(ask.Why, wording));

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

    /// <param name="Free">Shifts with free places; empty also where there are no shifts yet.</param>
    public sealed record Gap(Night Night, NightState State, IReadOnlyList<ShiftOfNight> Free)
    {
        public int Missing => Free.Sum(shift => shift.Open);
    }
}
