namespace Ekn.Core.Nights.Crew;

/// <summary>What became of a change to who works in a room.</summary>
public enum StaffChange
{
    Done,

    /// <summary>The same form was carried out before.</summary>
    DoneBefore,

    /// <summary>The night is neither open nor announced, or is over.</summary>
    NotOpen,

    /// <summary>The room, the shift or the person is not there any more: somebody was first.</summary>
    Gone,

    /// <summary>The name is missing or too long.</summary>
    Name,

    /// <summary>What stands as a phone number is none.</summary>
    Phone,

    /// <summary>Somebody with that number, or without one by that name, is on the shift already.</summary>
    There,

    /// <summary>The number of people is none, or beyond reason.</summary>
    Number,

    /// <summary>No site lead in the settings is meant.</summary>
    NoSuchLead,
}
