using Ekn.Api.Pages;

namespace Ekn.Api.Links;

/// <summary>A proposal as its coordinator sees it.</summary>
/// <param name="Stands">One sentence: what holds now, and who said so.</param>
/// <param name="Question">Null when there is nothing left to answer.</param>
/// <param name="Notice">What became of a press of a button; null when nothing was pressed.</param>
public sealed record DecideView(
    PageWords Words,
    string Title,
    string Reasons,
    IReadOnlyList<DecideView.Hour> Hours,
    string? Evidence,
    string Stands,
    DecideView.Choices? Question,
    string? Notice,
    bool NoticeIsWrong,
    bool ReasonMissing
)
{
    /// <param name="IsLowest">The lowest of the night: marked in words, not by colour.</param>
    public sealed record Hour(string At, string Temperature, bool IsLowest);

    /// <param name="Accept">The label of the button that says yes to the proposal.</param>
    /// <param name="Instead">The label of the other button, and <paramref name="InsteadAction"/> what it does.</param>
    /// <param name="Deadline">What happens when nobody answers.</param>
    public sealed record Choices(string Accept, string Instead, string InsteadAction, string? Deadline);
}
