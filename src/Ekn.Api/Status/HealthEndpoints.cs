using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Status;

/// <summary>For whoever watches over the service: is the process alive, and does the service do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        health.MapMethods("/healthz", reading, () => TypedResults.Text("ok"));
        health.MapMethods("/readyz", reading, ReadyAsync);
    }

    private static async Task<JsonHttpResult<ReadinessReport>> ReadyAsync(
        Readiness readiness,
        CancellationToken cancellationToken
    )
    {
        var report = await readiness.ReadAsync(cancellationToken);
        return TypedResults.Json(
            report,
            statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
