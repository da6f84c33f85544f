namespace Ekn.Core.Alerts;

/// <summary>What can go wrong that a person must know of. Each has a text of its own (alert.* in the text files).</summary>
public enum AlertKind
{
    JobFailed,
    MessageFailed,
    GatewayRefuses,
    MailRefuses,
    ReplyNeedsPerson,
    ReplyFailed,
    ShiftsUnfilled,
    NoPremises,
    ChurchDeclined,
    ChurchSilent,
    NoGuestCount,
    NoonMissed,
    NobodyToAsk,
    CoordinatorStopped,
    MinorOnSite,
    CountCorrected,
    RoomRefused,
    NumberLimit,
    ReceiptsDrift,
    ReceiptsSilent,
    ContactTestDue,
    RoomFailed,
}
