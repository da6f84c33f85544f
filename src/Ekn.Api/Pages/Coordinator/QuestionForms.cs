using System.Globalization;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>The buttons under a question, on a coordinator's page and on that of a link alike.</summary>
/// <param name="Action">Where the answer goes.</param>
/// <param name="IsLink">The token in the address takes the place of a sign-in and of a token against forged forms.</param>
/// <param name="Reason">What was typed already; it is never lost.</param>
/// <param name="Hear">How many people hear of it when the night is called off; null where nobody would.</param>
/// <param name="MayBeCalled">How many volunteers are asked at most when it opens; null where it is open already.</param>
/// <param name="Speed">Of the service's clock, in seconds a second: other than 1 in rehearsals.</param>
public sealed record QuestionForms(
    DecisionCard Card,
    string Action,
    bool IsLink,
    string Reason,
    bool ReasonIsWrong,
    int? Hear,
    int? MayBeCalled,
    string Speed
)
{
    /// <summary>47:12, or 1:02:10 from an hour on.</summary>
    public static string Clock(TimeSpan left) =>
        left.ToString(left >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    public static string SpeedOf(double speed) => speed.ToString("0.###", CultureInfo.InvariantCulture);
}
