using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Rota;
using Ekn.Core.Shifts;

namespace Ekn.Api.Pages.Church;

/// <summary>One room as its church sees it: tonight, the nights to come, its calendar.</summary>
/// <param name="Rooms">Those that the contact answers for, to choose between.</param>
/// <param name="UsualStaff">How many of its own people the church brings, as a rule.</param>
/// <param name="Tonight">Null when the room has no part in a night that is open, or may be.</param>
public sealed record ChurchView(
    Premises Room,
    IReadOnlyList<Premises> Rooms,
    ChurchView.NightOf? Tonight,
    IReadOnlyList<ChurchView.Line> Nights,
    Uri Calendar,
    int UsualStaff
)
{
    /// <param name="NightState">early, open or ended.</param>
    public sealed record NightOf(
        PremisesOfNight Premises,
        NightState NightState,
        IReadOnlyList<Expected> Expected,
        int? Guests,
        Recipient? SiteLead,
        Recipient? Coordinator
    )
    {
        public bool IsAsked => NightState == NightState.Open && Premises.State == "called";
    }

    /// <param name="IsRefused">The church has said that it does not work, and nobody has settled it yet.</param>
    public sealed record Line(Night Night, bool IsRefused);
}
