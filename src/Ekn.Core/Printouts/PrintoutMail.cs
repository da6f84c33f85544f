using Ekn.Core.Calendar;
using Ekn.Core.Channels.Email;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Jobs;
using Ekn.Core.Nights;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Printouts;

/// <summary>
/// Mails the lists of an open night to who works there: the first from 12:05 on, also when the night opens later, and the
/// second at 18:00. Each person gets each list once.
/// </summary>
public sealed class PrintoutMail(
    LocalTime time,
    PrintoutReader reader,
    PrintoutSheet sheet,
    LetterWriter letters,
    Outbox outbox,
    NightBook nights,
    NightHours hours,
    NightWords words,
    MessageTexts texts,
    IOptions<ScheduleOptions> schedule,
    IOptions<DecisionOptions> options
)
{
    private const string Purpose = "printout";

    public async Task SendDueAsync(Session session, CancellationToken cancellationToken)
    {
        var night = new Night(time.Today);
        var now = TimeOnly.FromDateTime(time.ToLocal(time.Now).DateTime);
        if (now < schedule.Value.FirstPrintout || time.Now >= options.Value.Window.Of(night, time).Start.AddHours(1))
        {
            return;
        }
        if (await nights.FindAsync(session, night, cancellationToken) is not { State: NightState.Open } row)
        {
            return;
        }
        var which = now >= schedule.Value.SecondPrintout ? "second" : "first";
        foreach (var printout in await reader.ReadAsync(session, night, cancellationToken))
        {
            await SendAsync(session, row, printout, which, cancellationToken);
        }
    }

    private async Task SendAsync(
        Session session,
        NightRow row,
        Printout printout,
        string which,
        CancellationToken cancellationToken
    )
    {
        foreach (
            var to in printout.Coordinators.Append(printout.SiteLead).Append(printout.Room.Contact).OfType<Recipient>()
        )
        {
            var letter = new Letter(Purpose, row.Night, 0, words.Of(row, [printout.Room]))
            {
                Reach = Reach.EmailFirst,
                Occasion = $"{which}:premises:{printout.Room.PremisesId}",
                ExpiresAt = hours.EndOf(row.Night),
            };
            // A list is worth nothing as a text message. Asked first, because a list need not be made each minute.
            if (to.Email is null || await outbox.HasAsync(session, letter.KeyFor(to, Channel.Email), cancellationToken))
            {
                continue;
            }
            var wording = new Wording(texts, time, to.Language);
            await letters.WriteAsync(
                session,
                to with
                {
                    Phone = null,
                },
                letter with
                {
                    Attachment = new EmailAttachment(
                        $"lista-{row.Night}-{printout.Room.PremisesId}.html",
                        "text/html",
                        sheet.Write(printout, wording)
                    ),
                },
                cancellationToken
            );
        }
    }
}
