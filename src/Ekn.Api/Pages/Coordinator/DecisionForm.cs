using System.Globalization;
using Ekn.Core.Nights.Deciding;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>What a person pressed and wrote, as it came.</summary>
/// <param name="Kind">Null when no button of the page was pressed.</param>
/// <param name="Reason">Trimmed; empty when nothing was written.</param>
/// <param name="Seen">The last entry of the history that the page showed; null when the page did not say.</param>
public sealed record DecisionForm(AnswerKind? Kind, string Reason, int? Seen)
{
    public const int LongestReason = 500;

    public static DecisionForm Read(IFormCollection form) =>
        new(
            form["action"].ToString() switch
            {
                "accept" => AnswerKind.Accept,
                "open" => AnswerKind.Open,
                "close" => AnswerKind.Close,
                _ => null,
            },
            string.Concat(form["reason"].ToString().Where(letter => letter == '\n' || !char.IsControl(letter))).Trim(),
            int.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null
        );

    /// <summary>Why nothing can be done with it, as the key of a text; null when it can be handed on.</summary>
    public string? Problem =>
        Kind is null ? "no-button"
        : Kind != AnswerKind.Accept && Reason.Length == 0 ? "reason-missing"
        : Reason.Length > LongestReason ? "reason-too-long"
        : null;

    /// <summary>Where an answer was taken or not, the status that says so.</summary>
    public static int StatusOf(string problem) =>
        problem switch
        {
            "no-button" => StatusCodes.Status400BadRequest,
            "reason-missing" or "reason-too-long" => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status409Conflict,
        };

    /// <summary>What became of an answer, as the key of a text; null when it was taken.</summary>
    public static string? ProblemOf(AnswerResult result) =>
        result switch
        {
            AnswerResult.Taken => null,
            AnswerResult.Over => "over",
            AnswerResult.ReasonMissing => "reason-missing",
            _ when result.Decision.Pending is not null => "outdated",
            _ => "too-late",
        };
}
