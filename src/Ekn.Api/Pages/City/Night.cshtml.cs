using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.City;

/// <summary>What was counted on one night, with every correction. Nobody is named: not who counted either.</summary>
[Authorize(Policy = Role.City)]
public sealed class NightModel(Database database) : PageModel
{
    // A night of taps has hundreds of entries: of each room the last that day by day led to what holds.
    private const int Most = 60;

    public Night Night { get; private set; }

    public IReadOnlyList<Count> Counts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string night, CancellationToken cancellationToken)
    {
        if (!Night.TryParse(night, out var meant))
        {
            return NotFound();
        }
        Night = meant;
        await using var session = await database.OpenAsync(cancellationToken);
        Counts = await session.QueryAsync<Count>(
            $"""
            SELECT g.reported_at, r.name AS premises, g.women, g.men, g.not_stated, g.turned_away, g.threats, g.violence,
                g.police, g.ambulance, g.minors,
                CASE WHEN g.id = (SELECT MAX(l.id) FROM guest_count l WHERE l.night_premises_id = g.night_premises_id) THEN 1 ELSE 0 END AS is_latest
            FROM guest_count g
            JOIN night_premises np ON np.id = g.night_premises_id AND np.night = g.night
            JOIN night n ON n.night = g.night AND n.practice = 0
            JOIN premises r ON r.id = np.premises_id
            WHERE g.night = @meant ORDER BY is_latest DESC, g.id DESC LIMIT {Most}
            """,
            new { meant },
            cancellationToken
        );
        return Page();
    }

    public sealed record Count
    {
        public DateTimeOffset ReportedAt { get; init; }
        public string Premises { get; init; } = "";
        public int Women { get; init; }
        public int Men { get; init; }
        public int NotStated { get; init; }
        public int TurnedAway { get; init; }
        public int Threats { get; init; }
        public int Violence { get; init; }
        public int Police { get; init; }
        public int Ambulance { get; init; }
        public int Minors { get; init; }

        /// <summary>The count that holds; the others stand as history.</summary>
        public bool IsLatest { get; init; }
    }
}
