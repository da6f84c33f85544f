using System.Net;
using Ekn.Core.Channels.Sms.Twilio;
using Ekn.Simulators.Sms;

namespace Ekn.Core.Channels.Sms;

/// <summary>The stand-in is trusted by every story, so it is tested against our own reading of Twilio.</summary>
public sealed class SmsGatewaySimulatorTests
{
    private static readonly Uri Public = new("https://ekn.example.org");

    [Fact]
    public async Task An_answer_is_posted_signed_over_the_public_address()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(new Uri("http://127.0.0.1:5080"), Public, client);

        var calls = await bench.Simulator.Phone(SmsBench.Asa).SendAsync("Ja på måndag – hälsar Åsa 🙂");

        Assert.True(Assert.Single(calls).Succeeded);
        var post = Assert.Single(service.Posts);
        Assert.Equal(new Uri("http://127.0.0.1:5080/hooks/sms"), post.Url);
        Assert.True(
            TwilioSignature.IsValid(
                bench.Simulator.Settings.AuthToken,
                "https://ekn.example.org/hooks/sms",
                post.Form,
                post.Signature
            )
        );
        Assert.True(TwilioInbound.TryReadMessage(post.Form, out var message));
        Assert.Equal(
            (SmsBench.Asa, "+46701740699", "Ja på måndag – hälsar Åsa 🙂"),
            (message.From!.Value, message.To, message.Text)
        );
    }

    [Fact]
    public async Task Receipts_tell_of_sending_then_of_delivery_once()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(new Uri("http://127.0.0.1:5080"), Public, client);
        await bench.SendAsync();

        await bench.Simulator.DeliverReceiptsAsync();
        await bench.Simulator.DeliverReceiptsAsync();

        Assert.Equal([DeliveryStatus.Sent, DeliveryStatus.Delivered], service.Posts.Select(p => Receipt(p).Status));
        Assert.All(service.Posts, p => Assert.Equal("ref-k3J9x7Q", Receipt(p).Reference));
        Assert.All(
            service.Posts,
            p => Assert.Equal("http://127.0.0.1:5080/hooks/sms/status?ref=ref-k3J9x7Q", p.Url.AbsoluteUri)
        );
        Assert.All(
            service.Posts,
            p =>
                Assert.True(
                    TwilioSignature.IsValid(
                        bench.Simulator.Settings.AuthToken,
                        "https://ekn.example.org/hooks/sms/status?ref=ref-k3J9x7Q",
                        p.Form,
                        p.Signature
                    )
                )
        );
    }

    [Fact]
    public async Task Receipts_can_come_backwards_and_twice()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);
        bench.Simulator.Receipts = new ReceiptMode(Reversed: true, Twice: true);
        await bench.SendAsync();

        await bench.Simulator.DeliverReceiptsAsync();

        Assert.Equal(["delivered", "delivered", "sent", "sent"], service.Posts.Select(p => p["MessageStatus"]));
    }

    [Fact]
    public async Task Receipts_can_come_before_the_answer()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);
        bench.Simulator.Faults.Next(new GatewayFault.ReceiptsBeforeAnswer());

        var result = await bench.SendAsync();

        Assert.IsType<SendResult.Accepted>(result);
        Assert.Equal(["sent", "delivered"], service.Posts.Select(p => p["MessageStatus"]));
    }

    [Fact]
    public async Task Receipts_come_by_themselves_when_asked_to()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);
        bench.Simulator.Receipts = new ReceiptMode(Automatic: true);

        await bench.SendAsync();
        await bench.Simulator.WhenIdleAsync();

        Assert.Equal(["sent", "delivered"], service.Posts.Select(p => p["MessageStatus"]));
    }

    [Fact]
    public async Task A_landline_takes_nothing_and_the_receipt_says_why()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);
        bench.Simulator.Phone(SmsBench.Asa).FailsWith = 30006;

        Assert.IsType<SendResult.Accepted>(await bench.SendAsync());
        await bench.Simulator.DeliverReceiptsAsync();

        Assert.Empty(bench.Simulator.Phone(SmsBench.Asa).Inbox);
        var last = Receipt(service.Posts[^1]);
        Assert.Equal(DeliveryStatus.Undelivered, last.Status);
        Assert.Equal("why.landline 30006", $"{last.ErrorReason}");
    }

    [Fact]
    public async Task A_phone_that_is_off_gets_its_texts_when_it_is_turned_on()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);
        var phone = bench.Simulator.Phone(SmsBench.Asa);
        phone.IsOff = true;
        await bench.SendAsync();
        await bench.Simulator.DeliverReceiptsAsync();
        Assert.Empty(phone.Inbox);
        Assert.Equal(["sent"], service.Posts.Select(p => p["MessageStatus"]));

        phone.IsOff = false;
        await bench.Simulator.DeliverReceiptsAsync();

        Assert.Single(phone.Inbox);
        Assert.Equal(["sent", "delivered"], service.Posts.Select(p => p["MessageStatus"]));
    }

    [Fact]
    public async Task One_text_can_arrive_twice_under_one_id_or_under_two()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);
        var phone = bench.Simulator.Phone(SmsBench.Asa);

        await phone.SendAsync("JA", InboundDelivery.Twice);
        await phone.SendAsync("JA", InboundDelivery.TwiceWithDifferentIds);

        Assert.Equal([2, 1, 1], service.Posts.GroupBy(p => p["MessageSid"]).Select(g => g.Count()));
        Assert.Equal(2, phone.Conversation.Count);
    }

    [Fact]
    public async Task Texts_can_overtake_each_other()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService();
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);

        await bench.Simulator.Phone(SmsBench.Asa).SendReorderedAsync("JA", "Nej förresten");

        Assert.Equal(["Nej förresten", "JA"], service.Posts.Select(p => p["Body"]));
    }

    [Fact]
    public async Task A_service_that_does_not_take_the_webhook_is_written_down()
    {
        await using var bench = await SmsBench.StartAsync();
        using var service = new RecordingService { Answer = HttpStatusCode.InternalServerError };
        using var client = new HttpClient(service);
        bench.Simulator.ConnectTo(Public, client: client);

        await bench.Simulator.Phone(SmsBench.Asa).SendAsync("JA");

        Assert.False(Assert.Single(bench.Simulator.Webhooks).Succeeded);
    }

    [Fact]
    public async Task A_slow_gateway_waits_by_its_own_clock()
    {
        await using var simulator = await SmsGatewaySimulator.StartAsync(
            new SmsGatewaySettings
            {
                Clock = new Calendar.RunningClock(TimeProvider.System, DateTimeOffset.UnixEpoch, 100_000),
            }
        );
        simulator.Faults.Next(new GatewayFault.Slow(TimeSpan.FromMinutes(30)));
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent([new("To", SmsBench.Asa)]);

        using var answer = await client.PostAsync(
            new Uri(simulator.BaseUrl, "/2010-04-01/Accounts/AC1/Messages.json"),
            form
        );

        // Late, and with the refusal that the missing sender deserves: being slow is no way around the rules.
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_login_is_turned_away_with_Twilios_own_error()
    {
        await using var simulator = await SmsGatewaySimulator.StartAsync();
        using var client = new HttpClient();

        using var answer = await client.GetAsync(
            new Uri(simulator.BaseUrl, $"/2010-04-01/Accounts/{simulator.Settings.AccountSid}/Messages.json")
        );

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("\"code\":20003", await answer.Content.ReadAsStringAsync());
    }

    private static SmsReceipt Receipt(RecordingService.Post post)
    {
        var reference = post.Url.Query.StartsWith("?ref=") ? post.Url.Query[5..] : null;
        Assert.True(TwilioInbound.TryReadReceipt(post.Form, reference, out var receipt));
        return receipt;
    }
}
