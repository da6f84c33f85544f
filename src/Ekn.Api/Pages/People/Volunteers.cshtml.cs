using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.People;

/// <summary>The register of volunteers, by name.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class VolunteersModel(Database database) : PageModel
{
    private const int OnPage = 50;

    public string? Query { get; private set; }

    public new int Page { get; private set; } = 1;

    public long Count { get; private set; }

    public bool HasMore { get; private set; }

    public IReadOnlyList<Line> Shown { get; private set; } = [];

    public async Task OnGetAsync(string? q, [FromQuery(Name = "page")] int? page, CancellationToken cancellationToken)
    {
        Query = q?.Trim();
        Page = Math.Clamp(page ?? 1, 1, 1000);
        await using var session = await database.OpenAsync(cancellationToken);
        var all = await session.QueryAsync<Line>(
            """
            SELECT v.id, v.name, v.phone, v.email, v.paused_until,
                (SELECT COUNT(*) FROM stopped s WHERE s.address = v.phone OR s.address = v.email) AS stopped
            FROM volunteer v WHERE v.erased_at IS NULL ORDER BY v.name, v.id
            """,
            null,
            cancellationToken
        );
        // Neither database folds å, ä and ö in the same way: the names are compared here.
        var digits = string.Concat((Query ?? "").Where(char.IsAsciiDigit)).TrimStart('0');
        var found = string.IsNullOrEmpty(Query)
            ? all
            :
            [
                .. all.Where(one =>
                    one.Name.Contains(Query, StringComparison.OrdinalIgnoreCase)
                    || one.Email?.Contains(Query, StringComparison.OrdinalIgnoreCase) == true
                    || (digits.Length >= 4 && one.Phone?.Contains(digits, StringComparison.Ordinal) == true)
                ),
            ];
        Count = found.Count;
        Shown = [.. found.Skip((Page - 1) * OnPage).Take(OnPage)];
        HasMore = found.Count > Page * OnPage;
    }

    public sealed record Line
    {
        public long Id { get; init; }
        public string Name { get; init; } = "";
        public string? Phone { get; init; }
        public string? Email { get; init; }
        public DateOnly? PausedUntil { get; init; }
        public long Stopped { get; init; }
    }
}
