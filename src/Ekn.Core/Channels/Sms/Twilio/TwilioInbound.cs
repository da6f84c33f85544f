using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ekn.Core.Texts;

namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>
/// Reads what Twilio posts to the service into our own words. Nothing may be read before
/// <see cref="IsGenuine"/> has said yes.
/// </summary>
public sealed class TwilioInbound(PublicAddress address)
{
    /// <summary>The query field of the status callback that carries our own reference.</summary>
    public const string ReferenceField = "ref";

    /// <param name="account">The gateway that the path belongs to: another's token does not count there.</param>
    /// <param name="pathAndQuery">As it stands in the request, still escaped.</param>
    /// <param name="signature">The header <see cref="TwilioSignature.Header"/>; null when it is missing.</param>
    public bool IsGenuine(
        SmsAccount account,
        string pathAndQuery,
        IEnumerable<KeyValuePair<string, string>> form,
        string? signature
    ) => TwilioSignature.IsValid(account.AuthToken, address.Of(pathAndQuery), form, signature);

    /// <returns>False when it has no message id or no sender: then it is no text message.</returns>
    public static bool TryReadMessage(
        IEnumerable<KeyValuePair<string, string>> form,
        [NotNullWhen(true)] out InboundSms? message
    )
    {
        message = null;
        var fields = Fields(form);
        if (Field(fields, "MessageSid") is not { } id || Field(fields, "From") is not { } from)
        {
            return false;
        }
        // Names and short codes have no plus; read as a number they would turn into somebody's.
        var sender = from.StartsWith('+') && PhoneNumber.TryParse(from, out var number) ? number : null;
        var attachments = int.TryParse(
            Field(fields, "NumMedia"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var media
        )
            ? media
            : 0;
        message = new InboundSms(id, sender, Field(fields, "To") ?? "", Field(fields, "Body") ?? "")
        {
            Attachments = attachments,
        };
        return true;
    }

    /// <param name="reference">The query field <see cref="ReferenceField"/> of the callback; null when it is missing.</param>
    /// <returns>False when it has no message id, or a status that is not about delivery.</returns>
    public static bool TryReadReceipt(
        IEnumerable<KeyValuePair<string, string>> form,
        string? reference,
        [NotNullWhen(true)] out SmsReceipt? receipt
    )
    {
        receipt = null;
        var fields = Fields(form);
        if (Field(fields, "MessageSid") is not { } id || StatusOf(Field(fields, "MessageStatus")) is not { } status)
        {
            return false;
        }
        var reason = status == DeliveryStatus.Undelivered ? ReasonOf(Field(fields, "ErrorCode")) : null;
        receipt = new SmsReceipt(string.IsNullOrEmpty(reference) ? null : reference, id, status, reason)
        {
            OptedOut = status == DeliveryStatus.Undelivered && Field(fields, "ErrorCode") == "21610",
        };
        return true;
    }

    // https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
    private static DeliveryStatus? StatusOf(string? status) =>
        status switch
        {
            "accepted" or "scheduled" or "queued" or "sending" => DeliveryStatus.Queued,
            "sent" => DeliveryStatus.Sent,
            "delivered" or "read" => DeliveryStatus.Delivered,
            "undelivered" or "failed" or "canceled" or "partially_delivered" => DeliveryStatus.Undelivered,
            _ => null,
        };

    // https://www.twilio.com/docs/api/errors
    private static Note ReasonOf(string? code) =>
        code switch
        {
            "30001" or "30036" => Note.Of("why.waited-too-long").With("code", code),
            "30002" => Note.Of("why.suspended").With("code", code),
            "30003" => Note.Of("why.phone-off").With("code", code),
            "30004" => Note.Of("why.blocked").With("code", code),
            "30005" => Note.Of("why.not-in-use").With("code", code),
            "30006" => Note.Of("why.landline").With("code", code),
            "30007" => Note.Of("why.spam").With("code", code),
            "30008" => Note.Of("why.carrier-silent").With("code", code),
            "21610" => Note.Of("why.stopped-at-provider").With("code", code),
            { } other when other.All(char.IsAsciiDigit) => Note.Of("why.code").With("code", other),
            _ => Note.Of("why.no-reason"),
        };

    private static Dictionary<string, string> Fields(IEnumerable<KeyValuePair<string, string>> form)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in form)
        {
            fields.TryAdd(name, value);
        }
        return fields;
    }

    private static string? Field(Dictionary<string, string> fields, string name) =>
        fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
