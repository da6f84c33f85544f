namespace Ekn.Core.Replies.Language;

/// <summary>What a word or phrase does in a reply.</summary>
internal enum Sense
{
    /// <summary>A word that is not known. It is kept for the coordinator, and makes the reader careful.</summary>
    Other,

    /// <summary>Carries nothing that a reading hangs on: "jag", "på".</summary>
    Filler,

    Yes,
    No,

    /// <summary>Turns its clause into a no: "inte".</summary>
    Not,

    /// <summary>Says that the writer comes: "kan", "funkar".</summary>
    Can,

    /// <summary>"ok": has been read, perhaps agreed to.</summary>
    Ok,

    Thanks,
    Regret,

    /// <summary>"vi ses": a courtesy, unless it names a night.</summary>
    SeeYou,

    /// <summary>Opens a signature; a name follows.</summary>
    Signature,

    Code,
    Day,
    Shift,

    /// <summary>Both of the nights that are on offer.</summary>
    BothNights,
    AllNights,
    BothShifts,
    AllShifts,

    /// <summary>"båda" about nobody knows what.</summary>
    Both,
    All,

    /// <summary>The next day word names the morning of the night: "natten mot onsdag".</summary>
    Toward,
    Between,

    And,
    But,

    /// <summary>"utan": "but" after a no, else "without".</summary>
    ButOrWithout,
    Or,
    Comma,
    Dash,
    Break,
    QuestionMark,

    /// <summary>"bara": a qualifier unless it stands before the choice itself.</summary>
    Only,

    /// <summary>A limit in time: "från 22", "senast", "kl".</summary>
    Limit,
    Number,

    /// <summary>After a "not", limits instead of refusing: "kan inte stanna", "inte före 20".</summary>
    Limiting,
    Late,

    /// <summary>Gives a booking back: "avboka".</summary>
    Withdraw,

    /// <summary>Wants no more messages: "ta bort mig från listan".</summary>
    Leave,

    /// <summary>A reason not to come: "sjuk", "förhinder".</summary>
    Hindrance,

    /// <summary>Is elsewhere: "bortrest". Declines an offer, but only suggests a withdrawal.</summary>
    Away,

    /// <summary>Someone else than the writer: "min son".</summary>
    OtherPerson,
    Reserve,
    Doubt,
    Condition,

    /// <summary>"gärna nästa gång": after a no a courtesy, else not to be told which time.</summary>
    NextTime,

    AskWhere,
    AskWhen,

    /// <summary>Opens a question about something else.</summary>
    AskOther,

    /// <summary>A verb that opens a question when it comes first: "är det …", "behövs …".</summary>
    AskVerb,
}
