namespace Ekn.Core.Nights.Practising;

/// <summary>What became of the wish to practise on a date.</summary>
public enum PracticeResult
{
    Started,

    /// <summary>An exercise of that date is running already: a second press, or somebody was first.</summary>
    Running,

    /// <summary>The date is asked about, announced, open or has been open for real.</summary>
    ForReal,

    /// <summary>The night is over.</summary>
    Over,

    /// <summary>More than a year ahead: a slip in the year.</summary>
    TooFar,

    /// <summary>Nobody lends a room that night and none was chosen.</summary>
    NoRoom,

    /// <summary>The chosen room does not exist.</summary>
    UnknownRoom,

    /// <summary>The date has been practised on so often that another should be taken.</summary>
    TooOften,
}
