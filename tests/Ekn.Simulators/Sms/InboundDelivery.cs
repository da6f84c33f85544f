namespace Ekn.Simulators.Sms;

/// <summary>How often one text from a phone is posted to the service.</summary>
public enum InboundDelivery
{
    Once,

    /// <summary>The webhook is repeated: two posts, one message id.</summary>
    Twice,

    /// <summary>The carrier delivered it two times: two posts, two message ids.</summary>
    TwiceWithDifferentIds,
}
