using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Api.Pages.Volunteers;

/// <summary>What the buttons of a volunteer's page send, and what is done about it: the same by link and when signed in.</summary>
public sealed class VolunteerForm(
    Database database,
    VolunteerReader reader,
    ShiftActs acts,
    PreferencesDesk preferences,
    StandingShifts standing,
    Erasure erasure
)
{
    /// <param name="first">The night of the link, which is meant where the form names none.</param>
    public Task<(VolunteerView View, int Status)> PressAsync(
        Volunteer volunteer,
        Night? first,
        IFormCollection form,
        string via,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var night = Night.TryParse(form["night"], out var named) ? named : first;
                var pressed =
                    await StandAsync(session, volunteer, form, cancellationToken) is { } stood ? stood
                    : night is { } meant
                        ? await acts.PressAsync(
                            session,
                            volunteer,
                            meant,
                            form["act"],
                            ShiftOf(form["shift"].ToString()),
                            form["code"],
                            via,
                            cancellationToken
                        )
                    : new ShiftActs.Pressed("no-button", StatusCodes.Status400BadRequest);
                var view = await reader.ReadAsync(session, volunteer, first, cancellationToken);
                return (
                    view with
                    {
                        Notice = $"answer.{pressed.Key}",
                        NoticeIsWrong = pressed.Status >= 400,
                    },
                    pressed.Status
                );
            },
            cancellationToken
        );

    /// <returns>Null when the button is about something else than a fixed weekday.</returns>
    private async Task<ShiftActs.Pressed?> StandAsync(
        Session session,
        Volunteer volunteer,
        IFormCollection form,
        CancellationToken cancellationToken
    )
    {
        var act = form["act"].ToString();
        if (act is not ("stand" or "stand-no-more"))
        {
            return null;
        }
        if (
            !Enum.TryParse<DayOfWeek>(form["weekday"], ignoreCase: true, out var weekday)
            || !Enum.IsDefined(weekday)
            || ShiftOf(form["shift"].ToString()) is not { } shift
        )
        {
            return new ShiftActs.Pressed("no-button", StatusCodes.Status400BadRequest);
        }
        var actor = $"volunteer:{volunteer.Id}";
        if (act == "stand-no-more")
        {
            await standing.EndAsync(session, volunteer.Id, weekday, shift, actor, cancellationToken);
            return new ShiftActs.Pressed("stands-no-more");
        }
        await standing.KeepAsync(session, volunteer.Id, new StandingShift(weekday, shift), actor, cancellationToken);
        return new ShiftActs.Pressed("stands");
    }

    public Task<(VolunteerView View, int Status)> PreferAsync(
        Volunteer volunteer,
        Night? first,
        IFormCollection form,
        CancellationToken cancellationToken
    ) =>
        database.InTransactionAsync(
            async session =>
            {
                var said = Read(form, out var isDate);
                var problem = isDate
                    ? await preferences.KeepAsync(
                        session,
                        volunteer,
                        said,
                        $"volunteer:{volunteer.Id}",
                        cancellationToken
                    )
                    : PreferencesProblem.PauseInThePast;
                var view = await reader.ReadAsync(
                    session,
                    problem is null ? Changed(volunteer, said) : volunteer,
                    first,
                    cancellationToken
                );
                return problem is { } wrong
                    ? (
                        view with
                        {
                            Kept = said,
                            Notice = $"volunteer.wrong.{wrong}",
                            NoticeIsWrong = true,
                        },
                        StatusCodes.Status400BadRequest
                    )
                    : (view with { Notice = "volunteer.kept" }, StatusCodes.Status200OK);
            },
            cancellationToken
        );

    public Task DeleteAsync(Volunteer volunteer, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            session => erasure.EraseAsync(session, volunteer, $"volunteer:{volunteer.Id}", cancellationToken),
            cancellationToken
        );

    private static ShiftKind? ShiftOf(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kind)
        && Enum.IsDefined((ShiftKind)kind)
            ? (ShiftKind)kind
            : null;

    private static Preferences Read(IFormCollection form, out bool isDate)
    {
        var typed = form["pausedUntil"].ToString().Trim();
        isDate =
            DateOnly.TryParseExact(
                typed,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var until
            )
            || typed.Length == 0;
        return new Preferences(
            form["language"].ToString(),
            [.. form["speaks"].OfType<string>()],
            [
                .. form["weekday"]
                    .Where(day => Enum.TryParse<DayOfWeek>(day, ignoreCase: true, out _))
                    .Select(day => Enum.Parse<DayOfWeek>(day!, ignoreCase: true)),
            ],
            [.. form["shift"].Select(shift => ShiftOf(shift ?? "")).OfType<ShiftKind>()],
            Enum.TryParse<AskedBy>(form["channel"], ignoreCase: true, out var channel) ? channel : AskedBy.Both,
            isDate && typed.Length > 0 ? until : null
        );
    }

    private static Volunteer Changed(Volunteer volunteer, Preferences said) =>
        volunteer with
        {
            Language = said.Language,
            Speaks = said.Speaks,
            Weekdays = said.Weekdays,
            Shifts = said.Shifts,
            Channel = said.Channel,
            PausedUntil = said.PausedUntil,
        };
}
