using Ekn.Core.Nights.Asking;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Answering;

/// <summary>"Jag tar alla onsdagar kväll", and its end, as volunteers write it.</summary>
public sealed class StandingAnswers(StandingShifts standing, Reply reply)
{
    /// <summary>Keeps or ends what a sure reading says, and tells the person. Nothing when it says nothing of the kind.</summary>
    public async Task CarryOutAsync(
        Session session,
        InboundText text,
        Volunteer volunteer,
        Reading reading,
        CancellationToken cancellationToken
    )
    {
        var actor = $"volunteer:{volunteer.Id}";
        foreach (var day in reading.Standing)
        {
            if (reading.EndsStanding)
            {
                await standing.EndAsync(session, volunteer.Id, day.Weekday, day.Shift, actor, cancellationToken);
            }
            else if (day.Shift is { } shift)
            {
                await standing.KeepAsync(
                    session,
                    volunteer.Id,
                    new StandingShift(day.Weekday, shift),
                    actor,
                    cancellationToken
                );
            }
        }
        if (reading.Standing.Count > 0)
        {
            await reply.ToAsync(
                session,
                text,
                volunteer.AsRecipient(),
                reading.EndsStanding ? "standing-ended" : "standing-kept",
                null,
                wording => FactsOf(reading, wording),
                cancellationToken,
                "standing"
            );
        }
    }

    /// <summary>{what}: "onsdagar kväll"; {weekday}: "ONSDAGAR"; {example}: an answer that would be understood.</summary>
    public static Facts FactsOf(Reading reading, Wording wording)
    {
        var first = Weekday(reading.Standing[0], wording);
        return Facts
            .None.With("what", string.Join(", ", reading.Standing.Select(day => What(day, wording))))
            .With("weekday", first.ToUpperInvariant())
            .With(
                "example",
                wording
                    .Say(
                        "standing-example",
                        Facts.None.With("weekday", first).With("shift", wording.Shift(ShiftKind.Evening))
                    )
                    .ToUpperInvariant()
            );
    }

    private static string What(StandingDay day, Wording wording) =>
        day.Shift is { } shift ? $"{Weekday(day, wording)} {wording.Shift(shift)}" : Weekday(day, wording);

    private static string Weekday(StandingDay day, Wording wording) =>
        wording.Word($"weekdays.{day.Weekday.ToString().ToLowerInvariant()}");
}
