using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Tonight;

/// <summary>
/// Is it open tonight, where, until when. Until the night's last hour it is still the night that began yesterday evening.
/// </summary>
public sealed class TonightReader(
    LocalTime time,
    NightBook nights,
    DecisionLog decisions,
    DecisionDesk desk,
    IOptions<DecisionOptions> options
)
{
    public Task<PublicTonight> ReadAsync(Session session, CancellationToken cancellationToken) =>
        ReadAsync(session, time.NightAt(time.Now, options.Value.WindowTo), cancellationToken);

    /// <summary>What the public is told of a night, also one that is not the present one.</summary>
    public async Task<PublicTonight> ReadAsync(Session session, Night night, CancellationToken cancellationToken)
    {
        // An exercise is nothing to the public: nobody must cross the town for it.
        var row = await nights.FindAsync(session, night, cancellationToken) is { Practice: false } real ? real : null;
        var decision = await decisions.ReadAsync(session, night, cancellationToken);
        var state = StateOf(night, row, decision);
        IReadOnlyList<PremisesOfNight> rooms =
            state == TonightState.Open ? await nights.PremisesAsync(session, night, cancellationToken) : [];
        var inUse = rooms.Where(room => room.InUse).ToList();
        var span = options.Value.Window.Of(night, time);
        return new PublicTonight(
            night,
            state,
            span.Start,
            span.End,
            [.. inUse.Where(room => room.Publish != "nothing").Select(PlaceOf)],
            inUse.Count(room => room.Publish == "nothing"),
            LeftIn(rooms),
            time.Now
        );
    }

    /// <summary>Whoever saw the old place must not stand before a dark church.</summary>
    public static IReadOnlyList<string> LeftIn(IEnumerable<PremisesOfNight> rooms) =>
        [.. rooms.Where(room => !room.InUse && room.Publish != "nothing").Select(room => room.Name)];

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

    private static PublicPlace PlaceOf(PremisesOfNight room)
    {
        var hasAddress = room.Publish == "address" && room.Address.Length > 0;
        return new PublicPlace(
            room.Name,
            hasAddress ? room.Address : null,
            hasAddress && !string.IsNullOrWhiteSpace(room.Directions) ? room.Directions : null
        );
    }
}
