using System.Globalization;
using System.Net;
using Ekn.Core.Channels.Sms.Twilio;
using Ekn.Core.Dispatch;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Api.Hooks;

public sealed class SmsHooksTests
{
    private static readonly Dictionary<string, string> Text = new(StringComparer.Ordinal)
    {
        ["MessageSid"] = "SM1",
        ["From"] = Cast.Vera,
        ["To"] = "+46701740699",
        ["Body"] = "Jag kommer A1, åäö",
        ["NumMedia"] = "0",
    };

    [DatabaseTheory]
    public async Task A_text_is_stored_when_it_is_acknowledged(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);

        var answered = await PostAsync(bench, "/hooks/sms", Text);

        Assert.Equal(200, answered.Status);
        Assert.Equal("text/xml; charset=utf-8", answered.Header("Content-Type"));
        Assert.EndsWith("<Response/>", answered.Text);
        var stored = Assert.Single(
            await bench.QueryAsync<(string, string, string, string)>(
                "SELECT provider_id, sender, text, state FROM inbound"
            )
        );
        Assert.Equal(("SM1", Cast.Vera, "Jag kommer A1, åäö", "new"), stored);
    }

    [DatabaseTheory]
    public async Task The_same_webhook_twice_is_one_text_and_both_are_acknowledged(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await using var gateway = await ConnectAsync(bench);

        var calls = await gateway.Phone(Cast.Vera).SendAsync("A1", InboundDelivery.Twice);

        Assert.All(calls, call => Assert.Equal(HttpStatusCode.OK, call.Answer));
        Assert.Equal(2, calls.Count);
        Assert.Equal(1, await bench.CountAsync("inbound"));
    }

    [DatabaseTheory]
    public async Task The_same_webhook_many_times_at_once_is_one_text(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(bench, "/hooks/sms", Text)));

        Assert.All(answers, answered => Assert.Equal(200, answered.Status));
        Assert.Equal(1, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task A_hundred_and_fifty_answers_in_a_second_are_all_stored()
    {
        await using var bench = await ApiBench.StartAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 150)
                .Select(i =>
                    PostAsync(bench, "/hooks/sms", With("MessageSid", i.ToString(CultureInfo.InvariantCulture)))
                )
        );

        Assert.All(answers, answered => Assert.Equal(200, answered.Status));
        Assert.Equal(150, await bench.CountAsync("inbound"));
    }

    [Theory]
    [InlineData("/hooks/sms")]
    [InlineData("/hooks/sms/status?ref=r1")]
    public async Task Without_a_signature_nothing_is_read(string path)
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PressAsync(path, [.. Text.Select(field => (field.Key, field.Value))]);

        Assert.Equal(403, answered.Status);
        Assert.Contains("X-Twilio-Signature", answered.Detail);
        Assert.Equal(0, await bench.CountAsync("inbound"));
        Assert.Equal(0, await bench.CountAsync("receipt"));
    }

    [Fact]
    public async Task A_signature_of_somebody_else_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await PostAsync(bench, "/hooks/sms", Text, authToken: "ffffffffffffffffffffffffffffffff");

        Assert.Equal(403, answered.Status);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task The_signature_is_taken_over_the_public_address_with_its_path()
    {
        const string below = "https://ekn.example.org/natt";
        await using var bench = await ApiBench.StartAsync(settings: settings => settings["Ekn:Web:PublicUrl"] = below);

        var right = await bench.SendAsync(
            HttpMethod.Post,
            "/hooks/sms",
            new FormUrlEncodedContent(Text),
            null,
            (TwilioSignature.Header, TwilioSignature.Compute(Cast.AuthToken, below + "/hooks/sms", Text))
        );
        var wrong = await PostAsync(bench, "/hooks/sms", Text);

        Assert.Equal(200, right.Status);
        Assert.Equal(403, wrong.Status);
    }

    [Fact]
    public async Task A_text_changed_on_the_way_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();
        var signature = Sign("/hooks/sms", Text);

        var answered = await bench.SendAsync(
            HttpMethod.Post,
            "/hooks/sms",
            new FormUrlEncodedContent(With("Body", "STOPP")),
            null,
            (TwilioSignature.Header, signature)
        );

        Assert.Equal(403, answered.Status);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task A_signature_over_another_reference_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();
        var form = Receipt("SM1", "delivered");

        var answered = await bench.SendAsync(
            HttpMethod.Post,
            "/hooks/sms/status?ref=other",
            new FormUrlEncodedContent(form),
            null,
            (TwilioSignature.Header, Sign("/hooks/sms/status?ref=mine", form))
        );

        Assert.Equal(403, answered.Status);
        Assert.Equal(0, await bench.CountAsync("receipt"));
    }

    [Theory]
    [InlineData("MessageSid")]
    [InlineData("From")]
    public async Task A_form_that_is_no_text_is_refused_with_what_is_missing(string field)
    {
        await using var bench = await ApiBench.StartAsync();
        var form = new Dictionary<string, string>(Text, StringComparer.Ordinal);
        form.Remove(field);

        var answered = await PostAsync(bench, "/hooks/sms", form);

        Assert.Equal(400, answered.Status);
        Assert.Contains(field, answered.Detail);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.PostAsync("/hooks/sms", new { MessageSid = "SM1" });

        Assert.Equal(400, answered.Status);
        Assert.Contains("form", answered.Detail);
    }

    [Fact]
    public async Task A_status_that_nobody_knows_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await PostAsync(bench, "/hooks/sms/status?ref=r1", Receipt("SM1", "teleported"));

        Assert.Equal(400, answered.Status);
        Assert.Equal(0, await bench.CountAsync("receipt"));
    }

    [Fact]
    public async Task A_sender_without_a_number_is_stored_and_is_nobodys_number()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await PostAsync(bench, "/hooks/sms", With("From", "0701740621"));

        Assert.Equal(200, answered.Status);
        Assert.Equal("unknown", (await bench.QueryAsync<string>("SELECT sender FROM inbound"))[0]);
    }

    [DatabaseTheory]
    public async Task A_database_that_fails_is_an_error_so_that_the_provider_posts_again(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.LoseDatabaseAsync();

        var answered = await PostAsync(bench, "/hooks/sms", Text);

        Assert.Equal(500, answered.Status);
        var incident = answered.Json.GetProperty("incident").GetString()!;
        Assert.Single(bench.Logged, line => line.Contains(incident, StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Logged, line => line.Contains("Jag kommer", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Logged, line => line.Contains(Cast.Vera, StringComparison.Ordinal));
        Assert.DoesNotContain("qlite", answered.Text);
        Assert.DoesNotContain("gsql", answered.Text);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await PostAsync(bench, "/hooks/sms", With("Body", new string('a', 70_000)));

        Assert.Equal(413, answered.Status);
        Assert.Contains("64 kB", answered.Detail);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [DatabaseTheory]
    public async Task Receipts_in_reversed_order_and_twice_end_as_delivered(string provider)
    {
        await using var gateway = await SmsGatewaySimulator.StartAsync();
        await using var bench = await ApiBench.StartAsync(
            provider,
            settings =>
            {
                settings["Ekn:Sms:BaseUrl"] = gateway.BaseUrl.ToString();
                settings["Ekn:Sms:AuthToken"] = gateway.Settings.AuthToken;
            }
        );
        gateway.ConnectTo(bench.Http.BaseAddress!, new Uri(Cast.PublicUrl));
        gateway.Receipts = new ReceiptMode(Reversed: true, Twice: true);
        await SendOneAsync(bench);

        var calls = await gateway.DeliverReceiptsAsync();

        Assert.Equal(4, calls.Count);
        Assert.All(calls, call => Assert.Equal(HttpStatusCode.NoContent, call.Answer));
        Assert.Equal("delivered", (await bench.QueryAsync<string>("SELECT state FROM outbox"))[0]);
        Assert.Equal(4, await bench.CountAsync("receipt"));
    }

    [Fact]
    public async Task A_receipt_of_no_message_of_ours_is_kept_and_acknowledged()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await PostAsync(bench, "/hooks/sms/status?ref=nobody", Receipt("SM77", "delivered"));

        Assert.Equal(204, answered.Status);
        Assert.Equal(
            ("nobody", "SM77", "delivered"),
            Assert.Single(
                await bench.QueryAsync<(string, string, string)>("SELECT reference, provider_id, status FROM receipt")
            )
        );
    }

    [Theory]
    [InlineData("/hooks/sms")]
    [InlineData("/hooks/sms/status")]
    public async Task The_hooks_take_posts_alone(string path)
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await bench.GetAsync(path);

        Assert.Equal(405, answered.Status);
        Assert.Equal("POST", answered.Header("Allow"));
    }

    [Fact]
    public async Task Neither_numbers_nor_texts_nor_references_are_logged()
    {
        await using var bench = await ApiBench.StartAsync();

        await PostAsync(bench, "/hooks/sms", Text);
        await PostAsync(bench, "/hooks/sms/status?ref=secret-reference", Receipt("SM1", "delivered"));

        Assert.DoesNotContain(
            bench.Logged,
            line =>
                line.Contains(Cast.Vera, StringComparison.Ordinal)
                || line.Contains("Jag kommer", StringComparison.Ordinal)
                || line.Contains("secret-reference", StringComparison.Ordinal)
        );
    }

    private static async Task SendOneAsync(ApiBench bench)
    {
        await using (var session = await bench.Database.OpenAsync(default))
        {
            await bench
                .Get<Outbox>()
                .AddAsync(
                    session,
                    new OutgoingMessage
                    {
                        Purpose = "booked",
                        Recipient = "volunteer:1",
                        Channel = Channel.Sms,
                        Address = Cast.Vera,
                        Name = "Vera Exempel",
                        Text = "Tack!",
                        ExpiresAt = Cast.Noon.AddHours(6),
                    },
                    default
                );
        }
        var pass = await bench.App.Services.GetRequiredService<Dispatcher>().RunOnceAsync(default);
        Assert.Equal(1, pass.Accepted);
    }

    private static async Task<SmsGatewaySimulator> ConnectAsync(ApiBench bench)
    {
        var gateway = await SmsGatewaySimulator.StartAsync(new SmsGatewaySettings { AuthToken = Cast.AuthToken });
        gateway.ConnectTo(bench.Http.BaseAddress!, new Uri(Cast.PublicUrl));
        return gateway;
    }

    private static Task<ApiBench.Answered> PostAsync(
        ApiBench bench,
        string path,
        Dictionary<string, string> form,
        string authToken = Cast.AuthToken
    ) =>
        bench.SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(form),
            null,
            (TwilioSignature.Header, Sign(path, form, authToken))
        );

    private static string Sign(string path, Dictionary<string, string> form, string authToken = Cast.AuthToken) =>
        TwilioSignature.Compute(authToken, Cast.PublicUrl + path, form);

    private static Dictionary<string, string> With(string field, string value) =>
        new(Text, StringComparer.Ordinal) { [field] = value };

    private static Dictionary<string, string> Receipt(string id, string status) =>
        new(StringComparer.Ordinal)
        {
            ["MessageSid"] = id,
            ["MessageStatus"] = status,
            ["To"] = Cast.Vera,
        };
}
