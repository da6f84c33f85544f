using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Nights.Crew;
using Ekn.Core.Shifts;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Who works the night: booked, waiting, in reserve; those who phoned are added, those booked are written to.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class PeopleModel(
    Database database,
    Visitor visitor,
    ShiftBook shifts,
    CrewDesk crew,
    VolunteerRegister register
) : PageModel
{
    private const int MostFound = 20;

    private static readonly string[] Known =
    [
        "booked",
        "waiting",
        "reserve",
        "already",
        "removed",
        "gone",
        "written",
        "written-before",
        "wrong-name",
        "wrong-phone",
        "wrong-text",
        "no-shift",
    ];

    public Night Night { get; private set; }

    public IReadOnlyList<ShiftCrew> Shifts { get; private set; } = [];

    public string? Done { get; private set; }

    public bool IsWrong => Done is "gone" or "no-shift" || Done?.StartsWith("wrong", StringComparison.Ordinal) == true;

    public string? Query { get; private set; }

    public IReadOnlyList<CrewDesk.Match> Found { get; private set; } = [];

    public string? Name { get; private set; }

    public string? Phone { get; private set; }

    public string? Text { get; private set; }

    public int WriteTo { get; private set; }

    /// <summary>Made with the page, so that what is sent twice is written once.</summary>
    public string Form { get; private set; } = Guid.NewGuid().ToString("N");

    /// <summary>What would be sent; null until it is asked for.</summary>
    public IReadOnlyList<Draft>? Drafts { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string night,
        string? q,
        string? done,
        CancellationToken cancellationToken
    )
    {
        Done = Known.Contains(done) ? done : null;
        Query = q?.Trim();
        return await ShowAsync(night, cancellationToken);
    }

    public async Task<IActionResult> OnPostChangeAsync(
        string night,
        long who,
        int shift,
        string? act,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var meant) || !Enum.IsDefined((ShiftKind)shift))
        {
            return NotFound();
        }
        var done = await database.InTransactionAsync(
            async session =>
                await register.FindAsync(session, who, cancellationToken) is not { } volunteer ? "gone"
                : act == "remove"
                    ? await crew.RemoveAsync(
                        session,
                        volunteer,
                        meant,
                        (ShiftKind)shift,
                        visitor.Actor,
                        cancellationToken
                    )
                : await crew.AddAsync(
                    session,
                    volunteer,
                    meant,
                    (ShiftKind)shift,
                    act == "reserve",
                    visitor.Actor,
                    cancellationToken
                ),
            cancellationToken
        );
        return RedirectToPage(new { night, done });
    }

    public async Task<IActionResult> OnPostNewAsync(
        string night,
        string? name,
        string? phone,
        int shift,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var meant) || !Enum.IsDefined((ShiftKind)shift))
        {
            return NotFound();
        }
        (Name, Phone) = (name?.Trim(), phone?.Trim());
        Done =
            string.IsNullOrEmpty(Name) || Name.Length > 80 ? "wrong-name"
            : !PhoneNumber.TryParse(Phone, out _) ? "wrong-phone"
            : null;
        if (Done is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(night, cancellationToken);
        }
        var done = await database.InTransactionAsync(
            async session =>
            {
                var volunteer = await crew.RegisterAsync(
                    session,
                    Name!,
                    PhoneNumber.Parse(Phone!),
                    visitor.Actor,
                    cancellationToken
                );
                return await crew.AddAsync(
                    session,
                    volunteer,
                    meant,
                    (ShiftKind)shift,
                    asReserve: false,
                    visitor.Actor,
                    cancellationToken
                );
            },
            cancellationToken
        );
        return RedirectToPage(new { night, done });
    }

    public async Task<IActionResult> OnPostWriteAsync(
        string night,
        string? text,
        int shift,
        string? form,
        string? sure,
        CancellationToken cancellationToken
    )
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        (Text, WriteTo) = (text?.Replace("\r\n", "\n").Trim(), shift);
        if (form is { Length: 32 } && form.All(char.IsAsciiHexDigitLower))
        {
            Form = form;
        }
        if (string.IsNullOrEmpty(Text) || Text.Length > 400)
        {
            Done = "wrong-text";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(night, cancellationToken);
        }
        ShiftKind? kind = Enum.IsDefined((ShiftKind)shift) ? (ShiftKind)shift : null;
        if (sure != "yes")
        {
            Drafts = await crew.DraftNoteAsync(meant, kind, Text, cancellationToken);
            return await ShowAsync(night, cancellationToken);
        }
        var sent = await database.InTransactionAsync(
            session => crew.WriteAsync(session, meant, kind, Text, visitor.Actor, Form, cancellationToken),
            cancellationToken
        );
        return RedirectToPage(new { night, done = sent ? "written" : "written-before" });
    }

    private async Task<IActionResult> ShowAsync(string night, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        Night = meant;
        await using var session = await database.OpenAsync(cancellationToken);
        var people = await crew.PeopleAsync(session, meant, cancellationToken);
        Shifts =
        [
            .. (await shifts.OfNightAsync(session, meant, cancellationToken)).Select(shift => new ShiftCrew(
                shift,
                [.. people.Where(one => one.ShiftId == shift.Id)]
            )),
        ];
        if (!string.IsNullOrEmpty(Query))
        {
            Found = await crew.SearchAsync(session, Query, MostFound, cancellationToken);
        }
        return Page();
    }

    public sealed record ShiftCrew(ShiftOfNight Shift, IReadOnlyList<CrewDesk.Person> People);
}
