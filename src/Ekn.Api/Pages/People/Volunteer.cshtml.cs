using System.Globalization;
using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Core.Volunteers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.People;

/// <summary>One volunteer: who they are, what they want, what they have done, and the way out of the register.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class VolunteerModel(
    Database database,
    Visitor visitor,
    VolunteerRegister register,
    VolunteerEdit edit,
    PreferencesDesk preferences,
    StopList stopList,
    Erasure erasure,
    MessageTexts texts,
    PageWords words
) : PageModel
{
    private const int MostEntries = 60;
    private static readonly string[] Known = ["kept", "paused", "stopped", "erased"];

    /// <summary>Null for somebody new.</summary>
    public Volunteer? Volunteer { get; private set; }

    public VolunteerEdit.Typed Typed { get; private set; } = new(null, null, null, null);

    public string? Done { get; private set; }

    public string? Wrong { get; private set; }

    public bool IsStopped { get; private set; }

    public bool AsksToErase { get; private set; }

    public int Asked { get; private set; }

    public int Booked { get; private set; }

    public int Arrived { get; private set; }

    public int Absent { get; private set; }

    public IReadOnlyList<Entry> History { get; private set; } = [];

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id, string? done, CancellationToken cancellationToken)
    {
        Done = Known.Contains(done) ? done : null;
        return await ShowAsync(id, null, cancellationToken);
    }

    public async Task<IActionResult> OnPostKeepAsync(
        string id,
        [FromForm] VolunteerEdit.Typed typed,
        CancellationToken cancellationToken
    )
    {
        long? number = id == "new" ? null : NumberOf(id);
        if (id != "new" && number is null)
        {
            return NotFound();
        }
        var (kept, wrong) = await database.InTransactionAsync(
            session => edit.KeepAsync(session, number, typed, visitor.Actor, cancellationToken),
            cancellationToken
        );
        if (wrong is not null)
        {
            Wrong = wrong.ToString();
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(id, typed, cancellationToken);
        }
        return RedirectToPage(new { id = kept, done = "kept" });
    }

    public Task<IActionResult> OnPostPauseAsync(string id, DateOnly? until, CancellationToken cancellationToken) =>
        WithAsync(
            id,
            async (session, volunteer) =>
            {
                var problem = await preferences.KeepAsync(
                    session,
                    volunteer,
                    Preferences.Of(volunteer) with
                    {
                        PausedUntil = until,
                    },
                    visitor.Actor,
                    cancellationToken
                );
                Wrong = problem?.ToString();
                return "paused";
            },
            cancellationToken
        );

    public Task<IActionResult> OnPostStopAsync(string id, CancellationToken cancellationToken) =>
        WithAsync(
            id,
            async (session, volunteer) =>
            {
                foreach (var address in new[] { volunteer.Phone?.Value, volunteer.Email }.OfType<string>())
                {
                    await stopList.StopAsync(session, address, "coordinator", cancellationToken);
                }
                return "stopped";
            },
            cancellationToken
        );

    public async Task<IActionResult> OnPostEraseAsync(string id, string? sure, CancellationToken cancellationToken)
    {
        if (sure != "yes")
        {
            AsksToErase = true;
            return await ShowAsync(id, null, cancellationToken);
        }
        await WithAsync(
            id,
            async (session, volunteer) =>
            {
                await erasure.EraseAsync(session, volunteer, visitor.Actor, cancellationToken);
                return "erased";
            },
            cancellationToken
        );
        return RedirectToPage("/People/Volunteers");
    }

    public string WordsOf(Entry entry) =>
        texts.Has($"page.people.event.{entry.Kind}")
            ? words[$"people.event.{entry.Kind}"]
            : words["people.event.other"];

    public string NameOf(string purpose) =>
        texts.Has($"page.purpose.{purpose}") ? words[$"purpose.{purpose}"] : words["purpose.other"];

    private async Task<IActionResult> WithAsync(
        string id,
        Func<Session, Volunteer, Task<string>> act,
        CancellationToken cancellationToken
    )
    {
        var done = await database.InTransactionAsync(
            async session =>
                NumberOf(id) is { } number
                && await register.FindAsync(session, number, cancellationToken) is { } volunteer
                    ? await act(session, volunteer)
                    : null,
            cancellationToken
        );
        if (done is null)
        {
            return NotFound();
        }
        if (Wrong is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(id, null, cancellationToken);
        }
        return RedirectToPage(new { id, done });
    }

    private async Task<IActionResult> ShowAsync(
        string id,
        VolunteerEdit.Typed? typed,
        CancellationToken cancellationToken
    )
    {
        if (id == "new")
        {
            Typed = typed ?? Typed;
            return Page();
        }
        await using var session = await database.OpenAsync(cancellationToken);
        if (
            NumberOf(id) is not { } number
            || await register.FindAsync(session, number, cancellationToken) is not { } volunteer
        )
        {
            return NotFound();
        }
        Volunteer = volunteer;
        Typed =
            typed
            ?? new VolunteerEdit.Typed(
                volunteer.Name,
                volunteer.Phone?.Value,
                volunteer.Email,
                volunteer.ConsentOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            );
        foreach (var address in new[] { volunteer.Phone?.Value, volunteer.Email }.OfType<string>())
        {
            IsStopped |= await stopList.IsStoppedAsync(session, address, cancellationToken);
        }
        var values = new { number, Key = $"volunteer:{number}" };
        // Exercises count for nobody.
        const string real = "NOT IN (SELECT night FROM night WHERE practice = 1)";
        const string came = "attendance a JOIN shift s ON s.id = a.shift_id WHERE a.volunteer_id = @number";
        Asked = (int)await Count($"asked WHERE volunteer_id = @number AND night {real}");
        Booked = (int)await Count($"booking_event WHERE volunteer_id = @number AND kind = 'booked' AND night {real}");
        Arrived = (int)await Count($"{came} AND a.state = 'arrived' AND s.night {real}");
        Absent = (int)await Count($"{came} AND a.state = 'absent' AND s.night {real}");
        History = await session.QueryAsync<Entry>(
            $"""
            SELECT e.at, e.kind, COALESCE(n.practised_on, e.night) AS night, COALESCE(n.practice, 0) AS practice
            FROM (
                SELECT at, kind, night FROM booking_event WHERE volunteer_id = @number
                UNION ALL SELECT at, kind, night FROM change_event WHERE subject = @Key
                UNION ALL SELECT asked_at, 'asked', night FROM asked WHERE volunteer_id = @number) e
            LEFT JOIN night n ON n.night = e.night
            ORDER BY 1 DESC LIMIT {MostEntries}
            """,
            values,
            cancellationToken
        );
        Messages = await session.QueryAsync<Message>(
            $"SELECT created_at, purpose, state FROM outbox WHERE recipient = @Key ORDER BY id DESC LIMIT {MostEntries}",
            values,
            cancellationToken
        );
        return Page();

        Task<long> Count(string rows) =>
            session.SingleAsync<long>($"SELECT COUNT(*) FROM {rows}", values, cancellationToken);
    }

    private static long? NumberOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public sealed record Entry
    {
        public DateTimeOffset At { get; init; }
        public string Kind { get; init; } = "";
        public Night? Night { get; init; }
        public bool Practice { get; init; }
    }

    public sealed record Message
    {
        public DateTimeOffset CreatedAt { get; init; }
        public string Purpose { get; init; } = "";
        public string State { get; init; } = "";
    }
}
