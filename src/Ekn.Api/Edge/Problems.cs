using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Ekn.Api.Edge;

/// <summary>What a program is told when its request cannot be met: one sentence with what, where and what to do.</summary>
internal static class Problems
{
    public static ProblemHttpResult Say(
        int status,
        string sentence,
        IEnumerable<KeyValuePair<string, object?>>? more = null
    ) =>
        TypedResults.Problem(
            sentence,
            statusCode: status,
            title: ReasonPhrases.GetReasonPhrase(status),
            extensions: more
        );

    public static ProblemHttpResult WrongInput(string sentence) => Say(StatusCodes.Status400BadRequest, sentence);
}
