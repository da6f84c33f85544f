namespace Ekn.Core.Channels.Sms;

/// <summary>How long one attempt may take, from connecting to the last byte of the answer.</summary>
/// <param name="Clock">What it is measured by: <see cref="Calendar.NetworkClock"/>.</param>
public sealed record SmsLimit(TimeSpan Time, TimeProvider Clock);
