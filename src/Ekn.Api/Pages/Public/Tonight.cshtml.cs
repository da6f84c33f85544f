using Ekn.Api.Tonight;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Public;

/// <summary>
/// The front page, for whoever is freezing: every language on one page, so that it can be kept by anybody in between and
/// is found without choosing. ?lang=ro puts one first.
/// </summary>
[AllowAnonymous]
public sealed class TonightModel(
    Database database,
    TonightReader reader,
    TonightWords words,
    PageFactory pages,
    MessageTexts texts
) : PageModel
{
    public PublicTonight Tonight { get; private set; } = null!;

    public IReadOnlyList<TonightText> Texts { get; private set; } = [];

    public async Task OnGetAsync(string? lang, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        Tonight = await reader.ReadAsync(session, cancellationToken);
        Texts =
        [
            .. texts
                .PublicLanguages.OrderByDescending(language => language == lang)
                .Select(language => words.Of(Tonight, language)),
        ];
        TonightFeeds.MayBeKept(Response);
    }

    public string NameOf(string language) => pages.PublicWords(language)["tonight.language"];
}
