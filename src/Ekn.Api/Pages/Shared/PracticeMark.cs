using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Storage;

namespace Ekn.Api.Pages.Shared;

/// <summary>Whether a page is about an exercise, and must say so.</summary>
public sealed class PracticeMark(Database database, NightBook nights)
{
    /// <returns>The key of what to say; null for a night that nobody practises on.</returns>
    public async Task<string?> OfAsync(Night night, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await nights.FindAsync(session, night, cancellationToken) is not { Practice: true } row ? null
            : row.State == NightState.Open ? "practice.banner"
            : "practice.banner-ended";
    }

    /// <summary>The night that a whole page is about: the one in its address, or the one that it names itself.</summary>
    public static Night? Of(HttpContext http, object? named) =>
        named is Night night ? night
        : http.Request.RouteValues["night"] is string text && Night.TryParse(text, out var asked) ? asked
        : null;
}
