using System.ComponentModel.DataAnnotations;

namespace Ekn.Core.Dispatch;

/// <summary>Section Ekn:Dispatch. Rates and concurrency count for one worker.</summary>
public sealed class DispatchOptions : IValidatableObject
{
    public const string Section = "Ekn:Dispatch";

    /// <summary>How many messages of a channel a worker takes up at a time.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 50;

    /// <summary>How long a worker has a message for itself, counted anew from each attempt.</summary>
    [Range(2, 3600)]
    public int LeaseSeconds { get; set; } = 120;

    /// <summary>How long one send, or one question to the provider, may take.</summary>
    [Range(1, 1800)]
    public int SendTimeoutSeconds { get; set; } = 30;

    [Range(0.01, 1000)]
    public double SmsPerSecond { get; set; } = 5;

    [Range(1, 100)]
    public int SmsConcurrency { get; set; } = 4;

    [Range(0.01, 1000)]
    public double EmailPerSecond { get; set; } = 5;

    [Range(1, 100)]
    public int EmailConcurrency { get; set; } = 2;

    /// <summary>The wait after the first failure; it doubles with each further one.</summary>
    [Range(1, 3600)]
    public int BackoffBaseSeconds { get; set; } = 15;

    [Range(1, 86400)]
    public int BackoffMaxSeconds { get; set; } = 900;

    /// <summary>
    /// How long after an attempt of unknown outcome the provider is asked whether it has the message: longer than a
    /// message may need to appear in the provider's list (Twilio's lags behind by seconds).
    /// </summary>
    [Range(0, 3600)]
    public int LookupDelaySeconds { get; set; } = 60;

    /// <summary>After so many attempts of unknown outcome an email is given up, and a person is told.</summary>
    [Range(1, 10)]
    public int EmailMaxDoubts { get; set; } = 3;

    /// <summary>When a message has failed for so long and nothing else got out on its channel, a person is told.</summary>
    [Range(1, 1440)]
    public int SilentAlertMinutes { get; set; } = 10;

    /// <summary>How often the outbox is looked at when nothing is due.</summary>
    [Range(0.05, 60)]
    public double PollSeconds { get; set; } = 1;

    /// <summary>
    /// How long a message tries to get out on its channel before it goes by the person's other one. It also does so some
    /// time before it expires, whichever comes first.
    /// </summary>
    [Range(1, 1440)]
    public int OtherChannelAfterMinutes { get; set; } = 60;

    /// <summary>How long the first gateway has failed to answer, several times in a row, before the second takes over.</summary>
    [Range(0, 120)]
    public int SecondGatewayAfterMinutes { get; set; } = 2;

    /// <summary>How long the first gateway is left alone before it is tried again.</summary>
    [Range(1, 1440)]
    public int FirstGatewayRestMinutes { get; set; } = 5;

    /// <summary>False for a gateway that sends no delivery receipts: then their absence is no alarm.</summary>
    public bool ReceiptsExpected { get; set; } = true;

    /// <summary>When fewer of the texts sent 15 minutes ago or earlier have a receipt of any kind, a person is told.</summary>
    [Range(1, 100)]
    public int ReceiptsPercent { get; set; } = 50;

    /// <summary>When texts have gone out and no receipt at all has come for so long, a person is told.</summary>
    [Range(5, 1440)]
    public int ReceiptsSilentMinutes { get; set; } = 30;

    /// <summary>
    /// After so many text messages to one number within a day, whatever they were, nothing that only asks, reminds or
    /// thanks goes there any more: it goes by email, or a person is told. 0 for no limit.
    /// </summary>
    [Range(0, 1000)]
    public int SmsPerNumberPerDay { get; set; } = 15;

    /// <summary>Local time from which volunteers are neither asked nor reminded; the same as <see cref="QuietTo"/> for no quiet hours.</summary>
    public TimeOnly QuietFrom { get; set; } = new(22, 0);

    public TimeOnly QuietTo { get; set; } = new(7, 0);

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);

    internal TimeSpan SendTimeout => TimeSpan.FromSeconds(SendTimeoutSeconds);

    internal TimeSpan LookupDelay => TimeSpan.FromSeconds(LookupDelaySeconds);

    internal TimeSpan SecondGatewayAfter => TimeSpan.FromMinutes(SecondGatewayAfterMinutes);

    internal TimeSpan FirstGatewayRest => TimeSpan.FromMinutes(FirstGatewayRestMinutes);

    internal TimeSpan Poll => TimeSpan.FromSeconds(PollSeconds);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SendTimeoutSeconds * 2 > LeaseSeconds)
        {
            yield return new ValidationResult(
                "Ekn:Dispatch:LeaseSeconds must be at least twice Ekn:Dispatch:SendTimeoutSeconds: a send that outlives its lease could go out twice.",
                [nameof(LeaseSeconds)]
            );
        }
        if (BackoffMaxSeconds < BackoffBaseSeconds)
        {
            yield return new ValidationResult(
                "Ekn:Dispatch:BackoffMaxSeconds must not be smaller than Ekn:Dispatch:BackoffBaseSeconds.",
                [nameof(BackoffMaxSeconds)]
            );
        }
    }
}
