using System.Globalization;
using Ekn.Api.Tonight;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>Texts to copy into social media. Changes nothing and sends nothing.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class ShareModel(Database database, ShareTexts texts) : PageModel
{
    public Night Night { get; private set; }

    public IReadOnlyList<ShareText> Texts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string night, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var asked))
        {
            return NotFound();
        }
        Night = asked;
        await using var session = await database.OpenAsync(cancellationToken);
        Texts = await texts.OfAsync(session, asked, cancellationToken);
        return Page();
    }

    /// <summary>As people count them, and as the networks do: letters, not bytes.</summary>
    public static int LengthOf(string text) => new StringInfo(text).LengthInTextElements;
}
