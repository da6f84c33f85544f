using Ekn.Api.Access;
using Ekn.Core.Calendar;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Status;

internal static class StatusEndpoints
{
    public static IServiceCollection AddStatus(this IServiceCollection services) =>
        services.AddSingleton<SchemaState>().AddSingleton<Readiness>().AddSingleton<StatusReader>();

    public static void MapStatus(this RouteGroupBuilder api) =>
        api.MapGet("/status", ReadAsync)
            .For(ApiRole.Coordinator)
            .WithTags("Status")
            .WithName("ReadStatus")
            .WithSummary("How the service fares")
            .WithDescription(
                "The checks of /readyz, the latest run of each job, the outbox and its channels, texts that wait, and open alerts."
            );

    private static async Task<Ok<ServiceStatus>> ReadAsync(
        StatusReader status,
        MessageTexts texts,
        LocalTime time,
        CancellationToken cancellationToken
    ) =>
        // Programs read it, and whoever writes those; the pages say it in the reader's language.
        TypedResults.Ok(await status.ReadAsync(new Wording(texts, time, "en"), cancellationToken));
}
