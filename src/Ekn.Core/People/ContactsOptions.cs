namespace Ekn.Core.People;

/// <summary>Section Ekn:Contacts: numbers that people on site and the public are given, as they are dialled. Empty: not shown.</summary>
public sealed class ContactsOptions
{
    public const string Section = "Ekn:Contacts";

    /// <summary>Police, ambulance and fire brigade.</summary>
    public string Emergency { get; set; } = "112";

    /// <summary>Socialjouren, called when a minor turns up.</summary>
    public string SocialServices { get; set; } = "";

    /// <summary>The city's EU team, called when a minor turns up.</summary>
    public string EuTeam { get; set; } = "";

    /// <summary>Whom the public may ask where a room is that is not published.</summary>
    public string Public { get; set; } = "";
}
