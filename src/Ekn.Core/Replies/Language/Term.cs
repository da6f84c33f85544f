using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Language;

/// <summary>A word or phrase of a reply together with what it does there.</summary>
internal sealed record Term(Sense Sense, int Start, int End)
{
    /// <summary>Plain letters.</summary>
    public string Text { get; init; } = "";

    /// <summary>As the writer wrote it.</summary>
    public string Written { get; init; } = "";

    public ShiftKind? Shift { get; init; }

    public DayName? Day { get; init; }

    public CodeName? Code { get; init; }

    public int? Number { get; init; }

    /// <summary>The likeliest meaning of words that could mean something else.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>Names nights or shifts.</summary>
    public bool IsTarget =>
        Sense
            is Sense.Code
                or Sense.Day
                or Sense.Shift
                or Sense.Both
                or Sense.BothNights
                or Sense.BothShifts
                or Sense.All
                or Sense.AllNights
                or Sense.AllShifts;

    /// <summary>Says yes or no about what stands beside it.</summary>
    public bool IsMarker => Sense is Sense.Yes or Sense.No or Sense.Not or Sense.Can;

    public bool IsSeparator => Sense is Sense.Comma or Sense.Break or Sense.QuestionMark or Sense.Dash;
}
