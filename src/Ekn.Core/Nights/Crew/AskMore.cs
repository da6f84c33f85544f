using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Nights.Opening;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Crew;

/// <summary>Asks more people to take the shifts that are still free: first shown, then sent as shown.</summary>
public sealed class AskMore(
    Database database,
    NightBook nights,
    ShiftBook shifts,
    Waves waves,
    VolunteerCall call,
    CallOut callOut,
    DecisionLog decisions,
    Rehearsal rehearsal,
    CrewChanges changes,
    IOptions<SmsOptions> sms
)
{
    public async Task<CallPreview> PreviewAsync(Night night, bool wide, CancellationToken cancellationToken)
    {
        var audience = AskingOrder.Nobody;
        var mark = "";
        var drafts = await rehearsal.OfAsync(
            night,
            async session =>
            {
                var (row, free) = await StateAsync(session, night, cancellationToken);
                audience = await OrderAsync(session, night, free, wide, cancellationToken);
                mark = MarkOf(audience, free);
                if (row is not null && free.Count > 0)
                {
                    await AskAsync(session, row, free, audience, "rehearsal", cancellationToken);
                }
            },
            cancellationToken
        );
        return new CallPreview(audience, drafts, mark, sms.Value.CostOf(drafts.Sum(draft => draft.Segments)));
    }

    /// <summary>The opening call as it would go out were the night opened now.</summary>
    public async Task<CallPreview> PreviewOpeningAsync(Night night, CancellationToken cancellationToken)
    {
        var audience = AskingOrder.Nobody;
        var drafts = await rehearsal.OfAsync(
            night,
            async session =>
            {
                var decision = await decisions.ReadAsync(session, night, cancellationToken);
                audience = await callOut.OpenAsync(session, decision, cancellationToken);
            },
            cancellationToken
        );
        return new CallPreview(audience, drafts, "", sms.Value.CostOf(drafts.Sum(draft => draft.Segments)));
    }

    /// <param name="mark">Of the preview that the coordinator saw.</param>
    /// <param name="form">The id of the form, which makes pressing twice one call.</param>
    public Task<CallResult> SendAsync(
        Night night,
        bool wide,
        string mark,
        string actor,
        string form,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                await nights.LockAsync(session, night, cancellationToken);
                if (await changes.HasAsync(session, form, cancellationToken))
                {
                    return CallResult.SentBefore;
                }
                var (row, free) = await StateAsync(session, night, cancellationToken);
                if (row is null)
                {
                    return CallResult.NotOpen;
                }
                var audience = await OrderAsync(session, night, free, wide, cancellationToken);
                if (MarkOf(audience, free) != mark)
                {
                    return CallResult.Changed;
                }
                if (free.Count == 0 || audience.Asked.Count == 0)
                {
                    return CallResult.Nobody;
                }
                await AskAsync(session, row, free, audience, form, cancellationToken);
                await changes.AddAsync(session, actor, "asked.more", $"night:{night}", night, form, cancellationToken);
                return CallResult.Sent;
            },
            cancellationToken
        );

    private Task<int> AskAsync(
        Session session,
        NightRow row,
        IReadOnlyList<ShiftOfNight> free,
        AskingOrder audience,
        string form,
        CancellationToken cancellationToken
    ) =>
        call.AskAsync(
            session,
            row,
            row.State == NightState.Open ? "call-volunteer" : "early-notice",
            free,
            audience.Asked,
            $"more:{form}",
            cancellationToken,
            byCoordinator: true
        );

    /// <summary>Whoever was asked about the night at all counts as asked.</summary>
    private Task<AskingOrder> OrderAsync(
        Session session,
        Night night,
        IReadOnlyList<ShiftOfNight> free,
        bool wide,
        CancellationToken cancellationToken
    ) => waves.OrderAsync(session, night, free, wide, DateTimeOffset.MinValue, cancellationToken);

    /// <summary>The night when people can be asked about it, and its free shifts that are not over.</summary>
    private async Task<(NightRow? Row, IReadOnlyList<ShiftOfNight> Free)> StateAsync(
        Session session,
        Night night,
        CancellationToken cancellationToken
    )
    {
        var row = await nights.FindAsync(session, night, cancellationToken);
        if (row?.State is not (NightState.Open or NightState.Early))
        {
            return (null, []);
        }
        return (row, await shifts.FreeAsync(session, night, cancellationToken));
    }

    private static string MarkOf(AskingOrder audience, IReadOnlyList<ShiftOfNight> free)
    {
        var seen =
            string.Join(
                ',',
                audience
                    .Asked.Select(ask => ask.Who)
                    .OrderBy(who => who.Id)
                    .Select(who => $"{who.Id}{(who.Phone is null ? "" : "s")}{(who.Email is null ? "" : "e")}")
            )
            + "|"
            + string.Join(',', free.Select(shift => $"{shift.Id}:{shift.NightPremisesId}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)));
    }
}
