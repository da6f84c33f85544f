using Ekn.Core.Calendar;
using Ekn.Core.Storage;

namespace Ekn.Core.Volunteers;

/// <summary>Keeps what volunteers, or coordinators for them, say about how they want to be asked.</summary>
public sealed class PreferencesDesk(LocalTime time)
{
    /// <param name="actor">Recipient key of who says it.</param>
    /// <returns>Null when it is kept.</returns>
    public async Task<PreferencesProblem?> KeepAsync(
        Session session,
        Volunteer volunteer,
        Preferences said,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (ProblemOf(volunteer, said) is { } problem)
        {
            return problem;
        }
        var values = new
        {
            volunteer.Id,
            said.Language,
            Speaks = said.Speaks.Count == 0 ? null : string.Join(',', said.Speaks.Distinct()),
            Weekdays = VolunteerRow.Text(said.Weekdays),
            Shifts = VolunteerRow.Text(said.Shifts),
            Channel = said.Channel.ToString().ToLowerInvariant(),
            said.PausedUntil,
            At = time.Now,
            Actor = actor,
            Subject = $"volunteer:{volunteer.Id}",
        };
        await session.ExecuteAsync(
            """
            UPDATE volunteer SET language = @Language, speaks = @Speaks, weekdays = @Weekdays, shifts = @Shifts,
                channel = @Channel, paused_until = @PausedUntil
            WHERE id = @Id AND erased_at IS NULL
            """,
            values,
            cancellationToken
        );
        await session.ExecuteAsync(
            "INSERT INTO change_event (at, actor, kind, subject) VALUES (@At, @Actor, 'preferences', @Subject)",
            values,
            cancellationToken
        );
        return null;
    }

    private PreferencesProblem? ProblemOf(Volunteer volunteer, Preferences said)
    {
        if (said.Language is not ("sv" or "en") || said.Speaks.Except(Preferences.Known).Any())
        {
            return PreferencesProblem.UnknownLanguage;
        }
        if (
            (said.Channel == AskedBy.Sms && volunteer.Phone is null)
            || (said.Channel == AskedBy.Email && volunteer.Email is null)
        )
        {
            return PreferencesProblem.NoSuchChannel;
        }
        if (said.PausedUntil == volunteer.PausedUntil || said.PausedUntil is not { } until)
        {
            return null;
        }
        return until <= time.Today ? PreferencesProblem.PauseInThePast
            : until > time.Today.AddDays(Preferences.LongestPauseDays) ? PreferencesProblem.PauseTooLong
            : null;
    }
}
