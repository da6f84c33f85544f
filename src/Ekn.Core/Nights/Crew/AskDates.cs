using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Crew;

/// <summary>Asks about several nights at once: first shown, then sent as shown; stops the asking.</summary>
public sealed class AskDates(
    Database database,
    DatesCall call,
    DatesStop stop,
    DatesPlans plans,
    Rehearsal rehearsal,
    CrewChanges changes,
    IOptions<SmsOptions> sms
)
{
    /// <param name="everybody">Everybody now, and no waves, whatever the settings say.</param>
    public async Task<CallPreview> PreviewAsync(
        IReadOnlyList<Night> about,
        bool everybody,
        CancellationToken cancellationToken
    )
    {
        var order = AskingOrder.Nobody;
        var drafts = await rehearsal.OfAsync(
            null,
            async session => order = await call.SendAsync(session, about, everybody, "rehearsal", cancellationToken),
            cancellationToken
        );
        // Of nights that become ones that may open, others may hear too: whoever always takes that weekday.
        return new CallPreview(
            order,
            drafts,
            MarkOf(about, order.Asked),
            sms.Value.CostOf(drafts.Sum(draft => draft.Segments))
        );
    }

    /// <param name="mark">Of the preview that the coordinator saw.</param>
    /// <param name="form">The id of the form, which makes pressing twice one call.</param>
    public async Task<CallResult> SendAsync(
        IReadOnlyList<Night> about,
        bool everybody,
        string mark,
        string actor,
        string form,
        CancellationToken cancellationToken
    )
    {
        // What was shown is compared before anything is written, so that a difference sends nothing.
        if (await IsSentAsync(form, cancellationToken))
        {
            return CallResult.SentBefore;
        }
        var preview = await PreviewAsync(about, everybody, cancellationToken);
        if (preview.Mark != mark)
        {
            return CallResult.Changed;
        }
        if (preview.Drafts.Count == 0)
        {
            return CallResult.Nobody;
        }
        return await database.InTransactionAsync(
            async session =>
            {
                if (await changes.HasAsync(session, form, cancellationToken))
                {
                    return CallResult.SentBefore;
                }
                await call.SendAsync(session, about, everybody, form, cancellationToken);
                foreach (var night in about)
                {
                    await changes.AddAsync(
                        session,
                        actor,
                        "asked.dates",
                        $"night:{night}",
                        night,
                        form,
                        cancellationToken
                    );
                }
                return CallResult.Sent;
            },
            cancellationToken
        );
    }

    /// <returns>False when it was stopped before: by the same press, or by somebody else.</returns>
    public Task<bool> StopAsync(string question, string actor, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async session =>
            {
                if (!await stop.StopAsync(session, question, cancellationToken))
                {
                    return false;
                }
                foreach (var night in await plans.NightsAsync(session, question, cancellationToken))
                {
                    await changes.AddAsync(
                        session,
                        actor,
                        "stopped.dates",
                        $"night:{night}",
                        night,
                        null,
                        cancellationToken
                    );
                }
                return true;
            },
            cancellationToken
        );

    private Task<bool> IsSentAsync(string form, CancellationToken cancellationToken) =>
        database.InTransactionAsync(session => changes.HasAsync(session, form, cancellationToken), cancellationToken);

    private static string MarkOf(IReadOnlyList<Night> about, IReadOnlyList<AskingOrder.Ask> asked) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    $"{string.Join(',', about.Order())}|{string.Join(',', asked.Select(ask => ask.Who.Id).Order())}"
                )
            )
        );
}
