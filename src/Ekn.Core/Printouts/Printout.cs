using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Shifts;

namespace Ekn.Core.Printouts;

/// <summary>What one room needs on paper for one night. Holds names and numbers: for those who work there alone.</summary>
/// <param name="Standby">Waiting and reserve, by shift.</param>
public sealed record Printout(
    Night Night,
    PremisesOfNight Room,
    IReadOnlyList<Expected> Expected,
    IReadOnlyList<Printout.StandingBy> Standby,
    IReadOnlyList<Hired> Hired,
    Recipient? SiteLead,
    IReadOnlyList<Recipient> Coordinators,
    ContactsOptions Contacts,
    DateTimeOffset AsOf,
    bool Practice = false
)
{
    public sealed record StandingBy
    {
        public long ShiftId { get; init; }
        public string Name { get; init; } = "";
        public string? Phone { get; init; }

        /// <summary>waiting or reserve.</summary>
        public string Kind { get; init; } = "";

        public override string ToString() => $"{Kind} on shift {ShiftId}";
    }
}
