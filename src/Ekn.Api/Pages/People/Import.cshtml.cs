using System.Text;
using Ekn.Core.Access;
using Ekn.Core.Nights;
using Ekn.Core.Rota;
using Ekn.Core.Storage.Csv;
using Ekn.Core.Volunteers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.People;

/// <summary>
/// Files taken in: first shown, with every row that cannot be taken by its line, then applied as they were shown. The text
/// goes back and forth with the page, so that nothing half taken lies about.
/// </summary>
[
    Authorize(Policy = Role.Coordinator),
    RequestSizeLimit(LargestFile),
    RequestFormLimits(ValueLengthLimit = LargestFile)
]
public sealed class ImportModel(
    ChurchesImport churches,
    RotaImport rota,
    VolunteersImport volunteers,
    NightsImport nights
) : PageModel
{
    /// <summary>Bytes: ten thousand volunteers.</summary>
    private const int LargestFile = 2 * 1024 * 1024;

    public static IReadOnlyList<string> Kinds { get; } = ["churches", "rota", "volunteers", "nights"];

    public string? What { get; private set; }

    public string? Text { get; private set; }

    public ImportResult? Result { get; private set; }

    public bool IsDone { get; private set; }

    public bool CanApply => !IsDone && Result is ImportResult.Imported;

    /// <summary>what or empty; null when both are there.</summary>
    public string? Wrong { get; private set; }

    public void OnGet(string? what) => What = Kinds.Contains(what) ? what : null;

    public async Task<IActionResult> OnPostShowAsync(
        string? what,
        string? text,
        IFormFile? file,
        CancellationToken cancellationToken
    )
    {
        if (file is { Length: > 0 })
        {
            using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
            text = await reader.ReadToEndAsync(cancellationToken);
        }
        return await RunAsync(what, text, keep: false, cancellationToken);
    }

    public async Task<IActionResult> OnPostApplyAsync(string? what, string? text, CancellationToken cancellationToken)
    {
        await RunAsync(what, text, keep: true, cancellationToken);
        IsDone = Result is ImportResult.Imported;
        if (IsDone)
        {
            Text = null;
        }
        return Page();
    }

    private async Task<IActionResult> RunAsync(
        string? what,
        string? text,
        bool keep,
        CancellationToken cancellationToken
    )
    {
        (What, Text) = (what, text);
        Wrong =
            what is null || !Kinds.Contains(what) ? "what"
            : string.IsNullOrWhiteSpace(text) ? "empty"
            : null;
        if (Wrong is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text!));
        Result = (what, keep) switch
        {
            ("churches", false) => await churches.TryOutAsync(stream, cancellationToken),
            ("churches", true) => await churches.ImportAsync(stream, cancellationToken),
            ("rota", false) => await rota.TryOutAsync(stream, cancellationToken),
            ("rota", true) => await rota.ImportAsync(stream, cancellationToken),
            ("volunteers", false) => await volunteers.TryOutAsync(stream, cancellationToken),
            ("volunteers", true) => await volunteers.ImportAsync(stream, cancellationToken),
            (_, false) => await nights.TryOutAsync(stream, cancellationToken),
            (_, true) => await nights.ImportAsync(stream, cancellationToken),
        };
        return Page();
    }
}
