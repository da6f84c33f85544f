using System.ComponentModel;
using Ekn.Api.Access;
using Ekn.Api.Edge;
using Ekn.Core.Calendar;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Nights;

internal static class NightsEndpoints
{
    private const int LongestList = 400;
    private const int DefaultDays = 30;

    public static IServiceCollection AddNightReading(this IServiceCollection services) =>
        services.AddSingleton<NightReader>();

    public static void MapNights(this RouteGroupBuilder api)
    {
        var nights = api.MapGroup("/nights")
            .For(ApiRole.Coordinator, ApiRole.SiteLead, ApiRole.City)
            .WithTags("Nights");
        nights
            .MapGet("", ListAsync)
            .WithName("ListNights")
            .WithSummary("Nights of a period")
            .WithDescription(
                $"Every night of which anything is known, oldest first. At most {LongestList} nights at once; without dates the last {DefaultDays} nights until tomorrow's."
            );
        nights
            .MapGet("/{night}", ReadAsync)
            .WithName("ReadNight")
            .WithSummary("One night")
            .WithDescription(
                "What stands and why, the whole history with its evidence, rooms, shifts, guests and how the messages fare. A night that nobody has spoken of has the state 'none'."
            );
    }

    private static async Task<Results<Ok<IReadOnlyList<NightSummary>>, ProblemHttpResult>> ListAsync(
        [Description("The first evening, as 2026-12-01.")] string? from,
        [Description("The last evening, included.")] string? to,
        LocalTime time,
        Database database,
        NightReader reader,
        CancellationToken cancellationToken
    )
    {
        var (first, last) = (new Night(time.Today.AddDays(-DefaultDays)), new Night(time.Today.AddDays(1)));
        if (from is not null && !NightInput.TryRead(from, "from", out first, out var problem))
        {
            return problem!;
        }
        if (to is not null && !NightInput.TryRead(to, "to", out last, out problem))
        {
            return problem!;
        }
        if (first > last)
        {
            return Problems.WrongInput("The period ends before it begins: from is later than to.");
        }
        if (last > first.AddDays(LongestList))
        {
            return Problems.WrongInput($"The period is longer than {LongestList} nights; ask for it in parts.");
        }
        await using var session = await database.OpenAsync(cancellationToken);
        return TypedResults.Ok(await reader.ListAsync(session, first, last, cancellationToken));
    }

    private static async Task<Results<Ok<NightDetail>, ProblemHttpResult>> ReadAsync(
        [Description("The date of its evening, as 2026-12-01.")] string night,
        Database database,
        NightReader reader,
        CancellationToken cancellationToken
    )
    {
        if (!NightInput.TryRead(night, "The last part of the address", out var asked, out var problem))
        {
            return problem!;
        }
        await using var session = await database.OpenAsync(cancellationToken);
        return TypedResults.Ok(await reader.ReadAsync(session, asked, cancellationToken));
    }
}
