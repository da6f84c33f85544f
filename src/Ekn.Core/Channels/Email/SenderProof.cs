namespace Ekn.Core.Channels.Email;

/// <summary>What SPF, DKIM and DMARC say of the sender of an email.</summary>
public enum SenderProof
{
    /// <summary>Nothing was said.</summary>
    Unknown,

    Passed,

    /// <summary>Somebody else may have written it.</summary>
    Failed,
}
