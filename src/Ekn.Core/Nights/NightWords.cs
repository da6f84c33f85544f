using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Texts;

namespace Ekn.Core.Nights;

/// <summary>The facts of a night that messages are filled with.</summary>
public sealed class NightWords(PeopleDirectory people)
{
    public Func<Wording, Facts> Of(NightRow night, IReadOnlyList<PremisesOfNight> rooms) =>
        wording =>
            Basics(night, wording)
                .With("premises", Listed(rooms, room => room.Name, wording))
                .With("address", Listed(rooms, room => room.Address, wording))
                .With("capacity", rooms.Sum(room => room.Capacity))
                .With("church", string.Join(", ", rooms.Select(room => room.Church)))
                .With("contact", string.Join(", ", rooms.Select(room => Contact(room.ContactName, room.Phone))))
                .With("siteLead", SiteLead(rooms.FirstOrDefault()?.SiteLead));

    /// <summary>Also {shifts}: "A1 kväll 18:00-22:00, A2 natt 22:00-06:00", and the place of the first of them.</summary>
    public Func<Wording, Facts> Of(NightRow night, IReadOnlyList<ShiftOfNight> shifts) =>
        wording =>
        {
            var first = shifts[0];
            // Who works in two rooms must see which shift is where; an offer names a shift once, wherever it is.
            var apart =
                shifts.Select(shift => shift.Premises).Distinct().Count() > 1
                && shifts.DistinctBy(shift => shift.ReplyCode).Count() == shifts.Count;
            return Basics(night, wording)
                .With(
                    "shifts",
                    string.Join(
                        ", ",
                        shifts
                            .Select(shift =>
                                apart ? $"{Listed(shift, wording)} {shift.Premises}" : Listed(shift, wording)
                            )
                            .Distinct()
                    )
                )
                .With("shift", wording.Shift(first.Kind))
                .With("shiftCode", first.ReplyCode)
                .With("day", wording.Moment(first.StartsAt))
                .With("from", wording.Hour(first.StartsAt))
                .With("to", wording.Hour(first.EndsAt))
                .With("premises", string.Join(", ", shifts.Select(shift => shift.Premises).Distinct()))
                .With("address", string.Join(", ", shifts.Select(shift => shift.Address).Distinct()))
                .With("contact", Contact(first.ContactName, first.ContactPhone));
        };

    public Func<Wording, Facts> Of(NightRow night) => wording => Basics(night, wording);

    public Func<Wording, Facts> Coordinator() =>
        _ => Facts.None.With("coordinator", Contact(people.Coordinators.FirstOrDefault()));

    private Facts Basics(NightRow night, Wording wording) =>
        Facts
            .None.With("night", wording.Night(night.Date))
            .With("code", night.Code)
            .With("coordinator", Contact(people.Coordinators.FirstOrDefault()));

    private static string Listed(
        IReadOnlyList<PremisesOfNight> rooms,
        Func<PremisesOfNight, string> what,
        Wording wording
    ) => rooms.Count == 0 ? wording.Word("no-room") : string.Join(", ", rooms.Select(what));

    private static string Listed(ShiftOfNight shift, Wording wording) =>
        $"{shift.ReplyCode} {wording.Shift(shift.Kind)} {wording.Hour(shift.StartsAt)}-{wording.Hour(shift.EndsAt)}";

    private string SiteLead(string? key) => key is null ? "-" : Contact(people.SiteLeadBy(key));

    private static string Contact(Recipient? person) =>
        person is null ? "-" : Contact(person.Name, person.Phone?.Value);

    private static string Contact(string? name, string? phone) =>
        string.Join(' ', new[] { name, phone }.Where(part => !string.IsNullOrWhiteSpace(part)))
            is { Length: > 0 } contact
            ? contact
            : "-";
}
