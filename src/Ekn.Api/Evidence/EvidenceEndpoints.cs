using System.ComponentModel;
using System.Globalization;
using Ekn.Api.Access;
using Ekn.Api.Edge;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Evidence;

internal static class EvidenceEndpoints
{
    public static void MapEvidence(this RouteGroupBuilder api) =>
        api.MapGet("/evidence/{id}", ReadAsync)
            .For(ApiRole.Coordinator, ApiRole.City)
            .WithTags("Evidence")
            .WithName("ReadEvidence")
            .WithSummary("What a decision rests on, to the byte")
            .WithDescription(
                "SMHI's answer as it was received. Ids stand in the history of a night. The kind of content is a guess: a "
                    + "broken answer is plain text."
            )
            .Produces<object>(StatusCodes.Status200OK, "application/json", "text/plain")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ReadAsync(
        [Description("As it stands in the history of a night.")] string id,
        Database database,
        EvidenceStore evidence,
        CancellationToken cancellationToken
    )
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Problems.WrongInput(
                "The id of a piece of evidence is a whole number, as it stands in the history of a night."
            );
        }
        await using var session = await database.OpenAsync(cancellationToken);
        return await evidence.ReadAsync(session, number, cancellationToken) is { } body
            ? TypedResults.Bytes(body, LooksLikeJson(body) ? "application/json" : "text/plain; charset=utf-8")
            : Problems.Say(
                StatusCodes.Status404NotFound,
                $"There is no evidence {number}; take an id from the history of a night."
            );
    }

    // A web page that came instead of the forecast is shown as text: it must not run here.
    internal static bool LooksLikeJson(byte[] body) =>
        body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
}
