namespace Ekn.Simulators.Sms;

/// <summary>How delivery receipts are posted.</summary>
/// <param name="Automatic">As soon as the sending is answered; otherwise when the simulator is told to.</param>
/// <param name="Reversed">The last receipt of a message first: delivered before sent.</param>
/// <param name="Twice">Each receipt two times.</param>
public sealed record ReceiptMode(bool Automatic = false, bool Reversed = false, bool Twice = false);
