namespace Ekn.Core.Nights.Crew;

public enum RoomChange
{
    Done,

    /// <summary>The same form was carried out before.</summary>
    DoneBefore,

    /// <summary>The night is not open.</summary>
    NotOpen,

    /// <summary>The room to leave or close is not in use any more: somebody was first.</summary>
    Gone,

    /// <summary>The room to go to is in use that night already, was closed that night, or does not exist.</summary>
    NotFree,

    /// <summary>The last room cannot be closed: the night is moved or called off instead.</summary>
    OnlyRoom,
}
