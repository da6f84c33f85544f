using Ekn.Api.Pages;
using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Jobs;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Tonight;

/// <summary>
/// The public front page: is it open tonight, where, until when. Names no person and no phone. Until the night's last
/// hour it is still the night that began yesterday evening.
/// </summary>
internal sealed class TonightPage(
    PageFactory pages,
    LocalTime time,
    NightBook nights,
    DecisionLog decisions,
    DecisionDesk desk,
    IOptions<DecisionOptions> options,
    IOptions<ScheduleOptions> schedule
)
{
    private static readonly string[] Languages = ["sv", "en"];

    public async Task<TonightView> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        var night = time.NightAt(time.Now, options.Value.WindowTo);
        var row = await nights.FindAsync(session, night, cancellationToken);
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        var state = StateOf(night, row, decision);
        IReadOnlyList<PremisesOfNight> rooms =
            state == TonightState.Open ? await nights.PremisesAsync(session, night, cancellationToken) : [];
        return new TonightView([
            .. Languages.Select(language =>
                SectionOf(pages.Words(language), night, state, [.. rooms.Where(room => room.InUse)])
            ),
        ]);
    }

    private TonightState StateOf(Night night, NightRow? row, NightDecision decision)
    {
        if (row is { State: NightState.Open })
        {
            return TonightState.Open;
        }
        if (row is { State: NightState.Off or NightState.Ended } || decision.Standing is { Outcome: Outcome.Closed })
        {
            return TonightState.Closed;
        }
        return desk.InSeason(night) || decision.Pending is not null
            ? TonightState.NotDecided
            : TonightState.OutOfSeason;
    }

    private TonightView.Section SectionOf(
        PageWords words,
        Night night,
        TonightState state,
        IReadOnlyList<PremisesOfNight> rooms
    )
    {
        var span = options.Value.Window.Of(night, time);
        var key = $"tonight.{WireName.Of(state)}";
        var facts = Facts
            .None.With("from", words.Wording.Hour(span.Start))
            .With("to", words.Wording.Hour(span.End))
            .With("time", schedule.Value.Noon.ToString("HH:mm"));
        return new TonightView.Section(
            words,
            words.Say("tonight.night", "night", words.Wording.Night(night)),
            words.Say($"{key}.title", facts),
            words.Say(state == TonightState.Open && rooms.Count == 0 ? $"{key}.no-room" : $"{key}.text", facts),
            [
                .. rooms.Select(room =>
                    room.Address.Length == 0
                        ? room.Name
                        : words.Say("place", Facts.None.With("premises", room.Name).With("address", room.Address))
                ),
            ],
            words.Say("tonight.as-of", "time", words.Wording.Moment(time.Now))
        );
    }
}
