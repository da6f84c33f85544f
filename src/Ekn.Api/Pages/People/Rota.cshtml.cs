using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Rota;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.People;

/// <summary>Who lends a room when: the week, dates that are otherwise, and dates that a church has said do not work.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class RotaModel(
    Database database,
    Visitor visitor,
    LocalTime time,
    RotaReader rota,
    RotaEdit edit,
    RotaRefusals refusals
) : PageModel
{
    private const int DaysAhead = 56;

    private static readonly string[] Known = ["kept", "swapped", "settled", "wrong", "late"];

    private static readonly DayOfWeek[] Days =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];

    public IReadOnlyList<Premises> Rooms { get; private set; } = [];

    public IReadOnlyList<(DayOfWeek Day, IReadOnlyList<Premises> Rooms)> Week { get; private set; } = [];

    public IReadOnlyList<(Night Night, NightRota Rota)> Ahead { get; private set; } = [];

    public IReadOnlyList<RotaRefusal> Refusals { get; private set; } = [];

    public string? Done { get; private set; }

    public async Task OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        Done = Known.Contains(done) ? done : null;
        await using var session = await database.OpenAsync(cancellationToken);
        Rooms = [.. (await rota.PremisesAsync(session, cancellationToken)).Where(room => room.Address.Length > 0)];
        var today = new Night(time.Today);
        var plan = await rota.ReadAsync(session, today, today.AddDays(DaysAhead - 1), cancellationToken);
        Ahead =
        [
            .. Enumerable.Range(0, DaysAhead).Select(i => today.AddDays(i)).Select(night => (night, plan.On(night))),
        ];
        var weekly = await session.QueryAsync<WeekdayRow>(
            """
            SELECT weekday, premises_id FROM rota_weekday
            WHERE (valid_from IS NULL OR valid_from <= @last) AND (valid_to IS NULL OR valid_to >= @today) ORDER BY id
            """,
            new { today, last = today.AddDays(DaysAhead) },
            cancellationToken
        );
        Week =
        [
            .. Days.Select(day =>
                (
                    day,
                    (IReadOnlyList<Premises>)
                        [
                            .. weekly
                                .Where(row => row.Weekday % 7 == (int)day)
                                .Select(row => Rooms.FirstOrDefault(room => room.Id == row.PremisesId))
                                .OfType<Premises>()
                                .Distinct(),
                        ]
                )
            ),
        ];
        Refusals = await refusals.OpenAsync(session, cancellationToken);
    }

    public Task<IActionResult> OnPostWeekdayAsync(
        DayOfWeek weekday,
        List<long> rooms,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            async session =>
                await edit.SetWeekdayAsync(session, weekday, rooms, visitor.Actor, cancellationToken)
                    ? "kept"
                    : "wrong",
            cancellationToken
        );

    public Task<IActionResult> OnPostDateAsync(
        string? night,
        string? act,
        List<long> rooms,
        CancellationToken cancellationToken
    ) =>
        ActAsync(
            async session =>
            {
                if (!Night.TryParse(night, out var meant))
                {
                    return "wrong";
                }
                if (act == "clear")
                {
                    await edit.ClearDateAsync(session, meant, visitor.Actor, cancellationToken);
                    return "kept";
                }
                return await edit.SetDateAsync(session, meant, rooms, visitor.Actor, cancellationToken)
                    ? "kept"
                    : "wrong";
            },
            cancellationToken
        );

    public Task<IActionResult> OnPostSwapAsync(string? one, string? other, CancellationToken cancellationToken) =>
        ActAsync(
            async session =>
            {
                if (
                    !Night.TryParse(one, out var first)
                    || !Night.TryParse(other, out var second)
                    || first == second
                    || first.Evening < time.Today
                    || second.Evening < time.Today
                )
                {
                    return "wrong";
                }
                await edit.SwapAsync(session, first, second, visitor.Actor, cancellationToken);
                return "swapped";
            },
            cancellationToken
        );

    public Task<IActionResult> OnPostSettleAsync(long id, long to, string? act, CancellationToken cancellationToken) =>
        ActAsync(
            async session =>
                await refusals.SettleAsync(session, id, act == "keep" ? null : to, visitor.Actor, cancellationToken)
                    ? "settled"
                    : "late",
            cancellationToken
        );

    private async Task<IActionResult> ActAsync(Func<Session, Task<string>> act, CancellationToken cancellationToken) =>
        RedirectToPage(new { done = await database.InTransactionAsync(act, cancellationToken) });

    private sealed record WeekdayRow
    {
        public int Weekday { get; init; }
        public long PremisesId { get; init; }
    }
}
