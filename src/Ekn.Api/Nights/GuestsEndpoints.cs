using System.ComponentModel;
using System.Security.Claims;
using Ekn.Api.Access;
using Ekn.Api.Edge;
using Ekn.Core.Calendar;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Nights;

internal static class GuestsEndpoints
{
    // No room of the operation holds a tenth of it: more is a slip of the finger.
    private const int Most = 2000;

    public static void MapGuests(this RouteGroupBuilder api) =>
        api.MapPost("/nights/{night}/guests", ReportAsync)
            .For(ApiRole.Coordinator, ApiRole.SiteLead)
            .WithTags("Nights")
            .WithName("ReportGuests")
            .WithSummary("Report the guests of a room")
            .WithDescription(
                "A later report replaces the earlier one and both are kept. The answer reads back what stands, with the routine for an incident. Guests are counted, never registered."
            )
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<GuestReadBack>, ProblemHttpResult>> ReportAsync(
        [Description("The date of its evening, as 2026-12-01.")] string night,
        GuestReport report,
        ClaimsPrincipal caller,
        Database database,
        NightBook nights,
        GuestLog guests,
        MessageTexts texts,
        LocalTime time,
        NightWords words,
        CancellationToken cancellationToken
    )
    {
        if (!NightInput.TryRead(night, "The night in the address", out var meant, out var problem))
        {
            return problem!;
        }
        if (ProblemOf(report) is { } wrong)
        {
            return wrong;
        }
        return await database.InTransactionAsync<Results<Ok<GuestReadBack>, ProblemHttpResult>>(
            async session =>
            {
                var row = await nights.FindAsync(session, meant, cancellationToken);
                if (row is not { State: NightState.Open or NightState.Ended })
                {
                    return Problems.Say(
                        StatusCodes.Status409Conflict,
                        $"The night {meant} is not open and was not; guests are reported for open nights."
                    );
                }
                var rooms = await nights.PremisesAsync(session, meant, cancellationToken);
                if (!TryFindRoom(rooms, report.Premises, out var room, out var refusal))
                {
                    return refusal!;
                }
                var count = await guests.ReportAsync(
                    session,
                    meant,
                    room!.Id,
                    FieldsOf(report),
                    caller.Actor(),
                    "api",
                    cancellationToken
                );
                var coordinator = words.Coordinator()(new Wording(texts, time, "sv"));
                return TypedResults.Ok(
                    new GuestReadBack(
                        meant.Evening,
                        room.Name,
                        room.Capacity,
                        GuestFigures.Of(count, room.Capacity),
                        [.. RoutinesFor(report).Select(routine => texts.Render("sv", $"{routine}.sms", coordinator))]
                    )
                );
            },
            cancellationToken
        );
    }

    private static ProblemHttpResult? ProblemOf(GuestReport report)
    {
        (string Name, int? Value)[] figures =
        [
            ("women", report.Women),
            ("men", report.Men),
            ("notStated", report.NotStated),
            ("turnedAway", report.TurnedAway),
            ("threats", report.Threats),
            ("violence", report.Violence),
            ("police", report.Police),
            ("ambulance", report.Ambulance),
            ("minors", report.Minors),
        ];
        if (Array.TrueForAll(figures, figure => figure.Value is null))
        {
            return Problems.WrongInput(
                "The report is empty: send at least one figure, as {\"women\": 14, \"men\": 23}."
            );
        }
        var wrong = Array.Find(figures, figure => figure.Value is < 0 or > Most);
        return wrong.Name is null
            ? null
            : Problems.WrongInput($"{wrong.Name} must be a whole number from 0 to {Most}.");
    }

    private static bool TryFindRoom(
        IReadOnlyList<PremisesOfNight> all,
        string? name,
        out PremisesOfNight? room,
        out ProblemHttpResult? refusal
    )
    {
        var rooms = all.Where(candidate => candidate.InUse).ToList();
        var named = rooms
            .Where(candidate => name is null || candidate.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            .ToList();
        room = named.Count == 1 ? named[0] : null;
        var names = string.Join(", ", rooms.Select(candidate => candidate.Name));
        refusal =
            room is not null ? null
            : rooms.Count == 0 ? Problems.Say(StatusCodes.Status409Conflict, "The night has no room to report for.")
            : Problems.Say(
                StatusCodes.Status422UnprocessableEntity,
                name is null
                    ? $"premises is missing: the night has several rooms; send one of {names}."
                    : $"premises is no room of that night; send one of {names}."
            );
        return room is not null;
    }

    private static GuestCountFields FieldsOf(GuestReport report) =>
        new(
            report.Women,
            report.Men,
            report.NotStated,
            report.TurnedAway,
            report.Threats,
            report.Violence,
            report.Police,
            report.Ambulance,
            report.Minors
        );

    // As by text message.
    private static IEnumerable<string> RoutinesFor(GuestReport report)
    {
        if (report.Minors > 0)
        {
            yield return "routine-minor";
        }
        if (report.Threats > 0 || report.Violence > 0)
        {
            yield return "routine-threat";
        }
    }
}
