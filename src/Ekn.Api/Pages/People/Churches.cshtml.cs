using System.Globalization;
using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.People;

/// <summary>Churches and their rooms. A room is retired by taking it off the rota and out of the reserve; its nights stay.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class ChurchesModel(Database database, Visitor visitor, RotaReader rota, PremisesEdit rooms) : PageModel
{
    public IReadOnlyList<Premises> Rooms { get; private set; } = [];

    /// <summary>new, or the id of the room whose form is shown; null for the list.</summary>
    public string? Editing { get; private set; }

    public PremisesEdit.Typed Typed { get; private set; } =
        new(null, null, null, null, null, null, null, false, "address", null, null, "2");

    public string? Wrong { get; private set; }

    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? edit, string? done, CancellationToken cancellationToken)
    {
        Done = done == "kept" ? done : null;
        await using var session = await database.OpenAsync(cancellationToken);
        Rooms = await rota.PremisesAsync(session, cancellationToken);
        Editing = edit;
        if (edit is null or "new")
        {
            return Page();
        }
        if (NumberOf(edit) is not { } id || await ReadAsync(session, id, cancellationToken) is not { } typed)
        {
            return NotFound();
        }
        Typed = typed;
        return Page();
    }

    public async Task<IActionResult> OnPostKeepAsync(
        string? edit,
        [FromForm] PremisesEdit.Typed typed,
        CancellationToken cancellationToken
    )
    {
        if (edit != "new" && NumberOf(edit) is null)
        {
            return NotFound();
        }
        var (kept, wrong) = await database.InTransactionAsync(
            session => rooms.KeepAsync(session, NumberOf(edit), typed, visitor.Actor, cancellationToken),
            cancellationToken
        );
        if (wrong is null)
        {
            return kept > 0 ? RedirectToPage(new { done = "kept" }) : NotFound();
        }
        (Editing, Typed, Wrong) = (edit, typed, wrong.ToString());
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private static async Task<PremisesEdit.Typed?> ReadAsync(
        Session session,
        long id,
        CancellationToken cancellationToken
    )
    {
        var row = await session.FirstOrDefaultAsync<Row>(
            """
            SELECT c.name AS church, r.name, r.address, r.capacity, r.contact_name, r.phone, r.email, r.reserve, r.publish,
                r.directions, r.entrance, r.own_staff
            FROM premises r JOIN church c ON c.id = r.church_id WHERE r.id = @id
            """,
            new { id },
            cancellationToken
        );
        return row is null
            ? null
            : new PremisesEdit.Typed(
                row.Church,
                row.Name,
                row.Address,
                row.Capacity.ToString(CultureInfo.InvariantCulture),
                row.ContactName,
                row.Phone,
                row.Email,
                row.Reserve,
                row.Publish,
                row.Directions,
                row.Entrance,
                row.OwnStaff.ToString(CultureInfo.InvariantCulture)
            );
    }

    private static long? NumberOf(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Row
    {
        public string Church { get; init; } = "";
        public string Name { get; init; } = "";
        public string Address { get; init; } = "";
        public int Capacity { get; init; }
        public string? ContactName { get; init; }
        public string? Phone { get; init; }
        public string? Email { get; init; }
        public bool Reserve { get; init; }
        public string Publish { get; init; } = "address";
        public string? Directions { get; init; }
        public string? Entrance { get; init; }
        public int OwnStaff { get; init; }
    }
}
