namespace Ekn.Core.Replies;

/// <summary>What a volunteer's text asks for. The names on the wire are in <see cref="ReadingNames"/>.</summary>
public enum Intent
{
    /// <summary>Take the shifts in <see cref="Reading.Choices"/>.</summary>
    Signup,

    /// <summary>Put on the reserve list for the shifts in <see cref="Reading.Choices"/>; not booked.</summary>
    Reserve,

    /// <summary>Says no to <see cref="Reading.Declined"/>.</summary>
    Decline,

    /// <summary>Gives back the booked shifts in <see cref="Reading.Choices"/>.</summary>
    Withdraw,

    Stop,

    Start,

    /// <summary>Asks something; <see cref="Reading.Topic"/> says what, as far as it is known.</summary>
    Question,

    /// <summary>Asks for no change: thanks, a greeting, or a yes to what is already booked.</summary>
    Nothing,

    /// <summary>Not understood, contradictory or doubtful: no change, ask back.</summary>
    Unclear,

    /// <summary>Clear, but names a day, shift or code that was not offered: see <see cref="Reading.Unoffered"/>.</summary>
    NotOffered,
}
