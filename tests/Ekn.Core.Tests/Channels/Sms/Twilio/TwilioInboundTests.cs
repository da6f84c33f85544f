using Ekn.Core.Texts;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Channels.Sms.Twilio;

public sealed class TwilioInboundTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_text_from_a_phone_is_read()
    {
        var read = TwilioInbound.TryReadMessage(
            [
                new("MessageSid", "SM1"),
                new("From", "+46701740605"),
                new("To", "+46701740699"),
                new("Body", " Ja! "),
                new("NumMedia", "0"),
            ],
            out var message
        );

        Assert.True(read);
        Assert.Equal(new InboundSms("SM1", PhoneNumber.Parse("+46701740605"), "+46701740699", " Ja! "), message);
    }

    [Fact]
    public void A_picture_without_words_is_a_message_too()
    {
        Assert.True(
            TwilioInbound.TryReadMessage(
                [new("MessageSid", "MM1"), new("From", "+46701740605"), new("NumMedia", "2")],
                out var message
            )
        );

        Assert.Equal("", message.Text);
        Assert.Equal(2, message.Attachments);
    }

    [Theory]
    [InlineData("Telia")]
    [InlineData("71700")]
    [InlineData("0701740605")]
    [InlineData("+46")]
    public void A_sender_that_is_no_number_is_kept_apart_from_people(string from)
    {
        Assert.True(
            TwilioInbound.TryReadMessage(
                [new("MessageSid", "SM1"), new("From", from), new("Body", "JA")],
                out var message
            )
        );

        Assert.Null(message.From);
        Assert.Equal("JA", message.Text);
    }

    [Theory]
    [InlineData("", "+46701740605")]
    [InlineData("SM1", "")]
    public void Without_an_id_or_a_sender_it_is_no_message(string id, string from) =>
        Assert.False(
            TwilioInbound.TryReadMessage([new("MessageSid", id), new("From", from), new("Body", "JA")], out _)
        );

    [Fact]
    public void A_message_shows_neither_number_nor_text_when_printed()
    {
        TwilioInbound.TryReadMessage(
            [new("MessageSid", "SM1"), new("From", "+46701740605"), new("Body", "hemligt")],
            out var message
        );

        Assert.Equal("InboundSms SM1", $"{message}");
    }

    [Theory]
    [InlineData("accepted", DeliveryStatus.Queued)]
    [InlineData("queued", DeliveryStatus.Queued)]
    [InlineData("sending", DeliveryStatus.Queued)]
    [InlineData("sent", DeliveryStatus.Sent)]
    [InlineData("delivered", DeliveryStatus.Delivered)]
    [InlineData("read", DeliveryStatus.Delivered)]
    [InlineData("undelivered", DeliveryStatus.Undelivered)]
    [InlineData("failed", DeliveryStatus.Undelivered)]
    [InlineData("canceled", DeliveryStatus.Undelivered)]
    public void A_receipt_is_read_in_our_own_words(string status, DeliveryStatus expected)
    {
        Assert.True(
            TwilioInbound.TryReadReceipt(
                [new("MessageSid", "SM1"), new("MessageStatus", status)],
                "our-ref",
                out var receipt
            )
        );

        Assert.Equal(("our-ref", "SM1", expected), (receipt.Reference, receipt.ProviderId, receipt.Status));
    }

    [Theory]
    [InlineData("received")]
    [InlineData("Delivered")]
    [InlineData("")]
    [InlineData("something new")]
    public void A_status_that_is_not_about_delivery_changes_nothing(string status) =>
        Assert.False(
            TwilioInbound.TryReadReceipt([new("MessageSid", "SM1"), new("MessageStatus", status)], "our-ref", out _)
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_receipt_without_our_reference_still_has_the_providers(string? reference)
    {
        Assert.True(
            TwilioInbound.TryReadReceipt(
                [new("MessageSid", "SM1"), new("MessageStatus", "sent")],
                reference,
                out var receipt
            )
        );

        Assert.Null(receipt.Reference);
        Assert.Equal("SM1", receipt.ProviderId);
    }

    [Theory]
    [InlineData("30003", "telefonen är avstängd eller utom räckhåll (30003)")]
    [InlineData("30004", "telefonen eller operatören spärrar sms från vårt nummer (30004)")]
    [InlineData("30005", "numret används inte (30005)")]
    [InlineData("30006", "numret är en fast telefon eller kan inte ta emot sms (30006)")]
    [InlineData("30007", "operatören tog det för skräppost och stoppade det (30007)")]
    [InlineData("30008", "operatören sade inte varför (30008)")]
    [InlineData("30036", "det väntade för länge i sms-tjänstens kö (30036)")]
    [InlineData("39999", "sms-tjänsten gav koden 39999")]
    [InlineData("<script>", "sms-tjänsten sade inte varför")]
    [InlineData("", "sms-tjänsten sade inte varför")]
    public void Why_a_message_did_not_arrive_is_said_plainly(string code, string reason)
    {
        Assert.True(
            TwilioInbound.TryReadReceipt(
                [new("MessageSid", "SM1"), new("MessageStatus", "undelivered"), new("ErrorCode", code)],
                null,
                out var receipt
            )
        );

        var texts = MessageTexts.Load(new HomeFolder(Repository.Root));
        Assert.Equal(reason, receipt.ErrorReason?.In(new Wording(texts, Stockholm.Time, "sv")));
    }

    [Fact]
    public void A_message_that_arrived_has_no_reason()
    {
        TwilioInbound.TryReadReceipt(
            [new("MessageSid", "SM1"), new("MessageStatus", "delivered"), new("ErrorCode", "30003")],
            null,
            out var receipt
        );

        Assert.Null(receipt!.ErrorReason);
    }

    [Fact]
    public void A_call_is_genuine_over_the_public_address_only()
    {
        var inbound = new TwilioInbound(new PublicAddress(new Uri("https://ekn.example.org/")));
        var account = new SmsOptions { AuthToken = Token }.FirstAccount;
        KeyValuePair<string, string>[] form = [new("Body", "JA")];
        var signed = TwilioSignature.Compute(Token, "https://ekn.example.org/hooks/sms/status?ref=a%2Bb", form);
        var local = TwilioSignature.Compute(Token, "http://127.0.0.1:5080/hooks/sms/status?ref=a%2Bb", form);

        Assert.True(inbound.IsGenuine(account, "/hooks/sms/status?ref=a%2Bb", form, signed));
        Assert.False(inbound.IsGenuine(account, "/hooks/sms/status?ref=a%2Bb", form, local));
        Assert.False(inbound.IsGenuine(account, "/hooks/sms/status?ref=a", form, signed));
        Assert.False(inbound.IsGenuine(account, "/hooks/sms/status?ref=a%2Bb", form, null));
    }

    [Fact]
    public void What_one_gateway_signed_is_worth_nothing_at_the_other()
    {
        var inbound = new TwilioInbound(new PublicAddress(new Uri("https://ekn.example.org/")));
        var options = new SmsOptions
        {
            AuthToken = Token,
            Second = new SecondSmsOptions { AuthToken = "another" },
        };
        KeyValuePair<string, string>[] form = [new("Body", "JA")];
        var signed = TwilioSignature.Compute(Token, "https://ekn.example.org/hooks/sms/second", form);
        var own = TwilioSignature.Compute("another", "https://ekn.example.org/hooks/sms/second", form);
        var none = TwilioSignature.Compute("", "https://ekn.example.org/hooks/sms/second", form);

        Assert.False(inbound.IsGenuine(options.SecondAccount, "/hooks/sms/second", form, signed));
        Assert.True(inbound.IsGenuine(options.SecondAccount, "/hooks/sms/second", form, own));
        Assert.False(inbound.IsGenuine(options.FirstAccount, "/hooks/sms/second", form, own));
        Assert.False(inbound.IsGenuine(new SmsOptions().SecondAccount, "/hooks/sms/second", form, none));
    }
}
