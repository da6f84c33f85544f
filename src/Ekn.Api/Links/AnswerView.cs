using Ekn.Api.Pages;

namespace Ekn.Api.Links;

/// <summary>The shifts of one night as one volunteer sees them.</summary>
/// <param name="Intro">Whether it is certain that the night opens.</param>
/// <param name="CanDecline">Whether "I cannot" makes sense: nobody who is booked says it, they leave their shift.</param>
/// <param name="Notice">What became of a press of a button; null when nothing was pressed.</param>
public sealed record AnswerView(
    PageWords Words,
    string Title,
    string Intro,
    IReadOnlyList<AnswerView.Shift> Shifts,
    bool CanDecline,
    string? Notice,
    bool NoticeIsWrong
)
{
    /// <param name="State">In words: yours, free with how many places, full, over.</param>
    public sealed record Shift(int Number, string Name, string Place, string State, IReadOnlyList<Button> Buttons);

    /// <param name="Act">take, reserve or leave.</param>
    public sealed record Button(string Act, string Label, bool IsFirst);
}
