using System.Globalization;
using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Nights.Crew;
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
    Merging merging,
    CrewDesk desk,
    MessageTexts texts,
    PageWords words
) : PageModel
{
    private const int MostEntries = 60;
    private const int MostAlike = 10;
    private static readonly string[] Known = ["kept", "paused", "stopped", "erased", "merged", "not-merged"];

    /// <summary>Null for somebody new.</summary>
    public Volunteer? Volunteer { get; private set; }

    public VolunteerEdit.Typed Typed { get; private set; } = new(null, null, null, null);

    public string? Done { get; private set; }

    public string? Wrong { get; private set; }

    public bool IsStopped { get; private set; }

    public bool AsksToErase { get; private set; }

    /// <summary>Others who may be the same person: with the same phone, email or name, or found by what was typed.</summary>
    public IReadOnlyList<Volunteer> Alike { get; private set; } = [];

    /// <summary>What was typed to find the other entry.</summary>
    public string? With { get; private set; }

    /// <summary>The entry that is about to go; null when nobody has asked for it.</summary>
    public Volunteer? Merges { get; private set; }

    public int Asked { get; private set; }

    public int Booked { get; private set; }

    public int Arrived { get; private set; }

    public int Absent { get; private set; }

    public IReadOnlyList<Entry> History { get; private set; } = [];

    public IReadOnlyList<Message> Messages { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(
        string id,
        string? done,
        string? with,
        CancellationToken cancellationToken
    )
    {
        With = with?.Trim();
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

    /// <summary>First asked whether it is sure, with what stays and what goes.</summary>
    /// <param name="other">The entry that goes.</param>
    public async Task<IActionResult> OnPostMergeAsync(
        string id,
        long other,
        string? sure,
        CancellationToken cancellationToken
    )
    {
        if (NumberOf(id) is not { } stays)
        {
            return NotFound();
        }
        if (sure != "yes")
        {
            await using var session = await database.OpenAsync(cancellationToken);
            Merges = other == stays ? null : await register.FindAsync(session, other, cancellationToken);
            return Merges is null
                ? RedirectToPage(new { id, done = "not-merged" })
                : await ShowAsync(id, null, cancellationToken);
        }
        var merged = await database.InTransactionAsync(
            session => merging.MergeAsync(session, stays, other, visitor.Actor, cancellationToken),
            cancellationToken
        );
        return RedirectToPage(new { id, done = merged ? "merged" : "not-merged" });
    }

    /// <summary>The phone and the email of somebody, for people to tell two entries apart.</summary>
    public static string AddressesOf(Volunteer one) =>
        string.Join(", ", new[] { one.Phone?.Value, one.Email }.OfType<string>());

    /// <summary>Those that the entry that stays has another of: nobody writes to them any more, and answers from them are nobody's.</summary>
    public string LostOf(Volunteer goes) =>
        string.Join(
            ", ",
            new[]
            {
                Volunteer?.Phone is { } phone && goes.Phone is not null && goes.Phone != phone
                    ? goes.Phone.Value
                    : null,
                Volunteer?.Email is { } email && goes.Email is not null && goes.Email != email ? goes.Email : null,
            }.OfType<string>()
        );

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
        Alike = await AlikeAsync(session, volunteer, cancellationToken);
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

    private async Task<IReadOnlyList<Volunteer>> AlikeAsync(
        Session session,
        Volunteer one,
        CancellationToken cancellationToken
    )
    {
        var found = new List<Volunteer>();
        if (one.Phone is { } phone)
        {
            found.AddRange(await register.ByPhoneAsync(session, phone, cancellationToken));
        }
        if (one.Email is { } email)
        {
            found.AddRange(await register.ByEmailAsync(session, email, cancellationToken));
        }
        var typed = With is { Length: > 0 } with
            ? await desk.SearchAsync(session, with, MostAlike, cancellationToken)
            : [];
        var namesakes = (await desk.SearchAsync(session, one.Name, MostAlike, cancellationToken)).Where(match =>
            match.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)
        );
        foreach (var match in typed.Concat(namesakes))
        {
            if (await register.FindAsync(session, match.Id, cancellationToken) is { } volunteer)
            {
                found.Add(volunteer);
            }
        }
        return [.. found.Where(other => other.Id != one.Id).DistinctBy(other => other.Id).Take(MostAlike)];
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
