using Ekn.Core.Texts;

namespace Ekn.Core.Nights.Asking;

/// <summary>How the asking about one night stands.</summary>
/// <param name="Asked">Volunteers who were asked, each counted once.</param>
/// <param name="Silent">Those of them who have neither said no nor taken or held any place of the night.</param>
/// <param name="StandingBy">Volunteers on the waiting list or in reserve.</param>
/// <param name="NextAt">When the next wave is due; null when nobody is left to ask or nobody is needed.</param>
public sealed record CallProgress(int Asked, int Declined, int Silent, int StandingBy, DateTimeOffset? NextAt)
{
    /// <summary>What happens next about places that are still free, as a sentence.</summary>
    /// <param name="now">A wave that is due by now has not gone out yet, as when the alert is written in its minute.</param>
    public string Next(Wording wording, DateTimeOffset now) =>
        NextAt is { } due && due <= now ? wording.Word("unfilled.next-wave-now")
        : NextAt is { } at ? wording.Say("unfilled.next-wave", Facts.None.With("at", wording.Hour(at)))
        : StandingBy > 0 ? wording.Say("unfilled.standby", Facts.None.With("count", StandingBy))
        : wording.Word("unfilled.by-phone");
}
