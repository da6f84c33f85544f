using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Decisions;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Overview;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>
/// A winter night by night, with the nights of the summer before the next one. Months outside the season are shown when
/// something happened in them.
/// </summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class SeasonModel(
    Database database,
    LocalTime time,
    NightGlances glances,
    Costs costs,
    PageWords words,
    IOptions<SmsOptions> sms,
    IOptions<DecisionOptions> options
) : PageModel
{
    // No night of the service is older; whoever asks for one has slipped in the year.
    private const int FirstYear = 2014;

    public int Year { get; private set; }

    /// <summary>The years in which a season with anything stored begins, newest first, and the present one.</summary>
    public IReadOnlyList<int> Years { get; private set; } = [];

    public IReadOnlyList<SeasonMonth> Months { get; private set; } = [];

    public int Opened { get; private set; }

    public int CalledOff { get; private set; }

    /// <summary>Null when nobody has counted on any night.</summary>
    public int? Guests { get; private set; }

    /// <summary>Of the season's text messages.</summary>
    public Cost Cost { get; private set; } = new(0, 0, null);

    /// <summary>Of its exercises, which are not in the season's.</summary>
    public Cost ExerciseCost { get; private set; } = new(0, 0, null);

    public string? Money(Cost cost) => cost.Price is { } price ? words.Money(price, sms.Value.Currency) : null;

    public async Task<IActionResult> OnGetAsync(int? year, CancellationToken cancellationToken)
    {
        var season = options.Value.ToSeason();
        var tonight = time.NightAt(time.Now, options.Value.WindowTo);
        var present = YearOf(tonight, season);
        Year = year ?? present;
        if (!ModelState.IsValid || Year < FirstYear || Year > present + 1)
        {
            return NotFound();
        }
        await using var session = await database.OpenAsync(cancellationToken);
        var stored = await session.QueryAsync<Night>(
            "SELECT night FROM night WHERE practice = 0 UNION SELECT night FROM decision_event",
            null,
            cancellationToken
        );
        Years =
        [
            .. stored.Select(night => YearOf(night, season)).Append(present).Append(Year).Distinct().OrderDescending(),
        ];

        var first = new DateOnly(Year, season.FirstMonth, 1);
        var all = await glances.ReadAsync(
            session,
            new Night(first),
            new Night(first.AddYears(1).AddDays(-1)),
            cancellationToken
        );
        var known = all.ToDictionary(glance => glance.Night);
        Months =
        [
            .. Enumerable
                .Range(0, 12)
                .Select(first.AddMonths)
                .Where(month => IsShown(month, season, all))
                .Select(month => SeasonMonth.Of(month.Year, month.Month, known, tonight)),
        ];
        var last = new Night(first.AddYears(1).AddDays(-1));
        Cost = await costs.OfPeriodAsync(session, new Night(first), last, cancellationToken);
        ExerciseCost = await costs.OfExercisesAsync(session, new Night(first), last, cancellationToken);
        var opened = all.Where(glance => glance.Face is NightFace.Open or NightFace.Held).ToList();
        Opened = opened.Count;
        CalledOff = all.Count(glance => glance.Face == NightFace.CalledOff);
        Guests = opened.Any(glance => glance.Guests is not null) ? opened.Sum(glance => glance.Guests ?? 0) : null;
        return Page();
    }

    private static bool IsShown(DateOnly month, Season season, IReadOnlyList<NightGlance> all) =>
        season.Contains(new Night(month))
        || season.Contains(new Night(month.AddMonths(1).AddDays(-1)))
        || all.Any(glance => glance.Night.Evening.Year == month.Year && glance.Night.Evening.Month == month.Month);

    private static int YearOf(Night night, Season season) =>
        night.Evening.Month >= season.FirstMonth ? night.Evening.Year : night.Evening.Year - 1;
}
