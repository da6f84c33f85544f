namespace Ekn.Core.Links;

/// <summary>The one thing that a link opens.</summary>
public enum LinkPurpose
{
    /// <summary>A coordinator answers one proposal. Its argument is the number of the proposal in the night's history.</summary>
    Decide,

    /// <summary>A volunteer takes, leaves or declines shifts of one night.</summary>
    Answer,

    /// <summary>A church answers the call for one night.</summary>
    ChurchCall,

    /// <summary>A site lead counts the guests of one night.</summary>
    Count,

    /// <summary>Signs a person in on the browser it is opened in. Its argument is the id of the sign-in.</summary>
    SignIn,

    /// <summary>Somebody says that the address works. Its argument is the address's id in the round.</summary>
    ContactTest,

    /// <summary>A volunteer ends all messages, from the List-Unsubscribe header or the foot of an email.</summary>
    Unsubscribe,

    /// <summary>A coordinator moves one night to another room. Its argument is the room to leave, empty where there is none.</summary>
    Rooms,
}
