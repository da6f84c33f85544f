using Ekn.Api.Pages;
using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Nights;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;

namespace Ekn.Api.Tonight;

/// <summary>
/// What can be told of a night in social media: an opening to guests, a call to volunteers. Says no more of a room than its
/// church publishes, names both days of the night because posts are read late, and follows what became of it.
/// </summary>
public sealed class ShareTexts(
    LocalTime time,
    NightBook nights,
    TonightReader reader,
    ShiftBook shifts,
    PageFactory pages,
    MessageTexts texts,
    PublicAddress address
)
{
    /// <returns>Empty while there is nothing to tell anybody.</returns>
    public async Task<IReadOnlyList<ShareText>> OfAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        // An exercise is nothing to the public.
        if (await nights.FindAsync(session, night, cancellationToken) is not { Practice: false } row)
        {
            return [];
        }
        var known = await reader.ReadAsync(session, night, cancellationToken);
        var all = await shifts.OfNightAsync(session, night, cancellationToken);
        // What never opened needs no word that it does not.
        var wasOpen = row.OpenedAt is not null;
        var shared = new List<ShareText>();
        if (row.State == NightState.Open || (wasOpen && row.State is NightState.Off or NightState.Ended))
        {
            shared.AddRange(
                texts.PublicLanguages.Select(language => New("guests", language, Guests(row, known, language)))
            );
        }
        if (all.Count > 0 && (wasOpen || row.State == NightState.Early))
        {
            shared.AddRange(
                PageFactory.WholeLanguages.Select(language =>
                    New("volunteers", language, Volunteers(row, known, all, language))
                )
            );
        }
        return shared;
    }

    private ShareText New(string whom, string language, string text) =>
        new(whom, language, pages.PublicWords(language)["tonight.language"], text);

    private string Guests(NightRow row, PublicTonight known, string language)
    {
        var words = pages.PublicWords(language);
        var key = row.State switch
        {
            NightState.Off => "off",
            NightState.Ended => "ended",
            _ => known.Places.Count > 0 ? "open" : "open-no-place",
        };
        var text = words.Say(
            $"share.{key}",
            Facts
                .None.With("night", words.Wording.Night(row.Night))
                .With("from", words.Wording.Hour(known.OpensAt))
                .With("to", words.Wording.Hour(known.ClosesAt))
                .With("places", PlacesIn(known))
                .With("link", address.Of("/"))
        );
        return known.MovedFrom.Count == 0
            ? text
            : $"{words.Say("tonight.moved", "old", string.Join(", ", known.MovedFrom))} {text}";
    }

    private string Volunteers(NightRow row, PublicTonight known, IReadOnlyList<ShiftOfNight> all, string language)
    {
        var words = pages.PublicWords(language);
        var wording = words.Wording;
        var missing = all.GroupBy(shift => shift.Kind)
            .Select(same => (First: same.First(), Missing: same.Sum(shift => Math.Max(0, shift.Missing))))
            .Where(shift => shift.Missing > 0)
            .ToList();
        var key = row.State switch
        {
            NightState.Off => "call-off",
            NightState.Ended => "call-over",
            _ when missing.Count == 0 => "call-full",
            NightState.Early => "call-early",
            _ => "call",
        };
        var where = known.Places.Count == 0 ? "" : words.Say("share.where", "places", PlacesIn(known));
        if (known.MovedFrom.Count > 0)
        {
            where += " " + words.Say("share.moved", "old", string.Join(", ", known.MovedFrom));
        }
        var text = words.Say(
            $"share.{key}",
            Facts
                .None.With("night", wording.Night(row.Night))
                .With("link", address.Of("/volunteer"))
                .With("where", where)
                .With(
                    "shifts",
                    string.Join(
                        ", ",
                        missing.Select(shift =>
                            words.Say(
                                "share.call-shift",
                                Facts
                                    .None.With("shift", wording.Shift(shift.First.Kind))
                                    .With("day", wording.Day(time.DateOf(shift.First.StartsAt)))
                                    .With("from", wording.Hour(shift.First.StartsAt))
                                    .With("to", wording.Hour(shift.First.EndsAt))
                                    .With("missing", shift.Missing)
                            )
                        )
                    )
                )
        );
        return string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string PlacesIn(PublicTonight known) =>
        string.Join(
            "; ",
            known.Places.Select(place => place.Address is null ? place.Name : $"{place.Name}, {place.Address}")
        );
}
