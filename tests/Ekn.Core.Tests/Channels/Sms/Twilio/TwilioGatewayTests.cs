using System.Globalization;
using System.Net;
using System.Text;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ekn.Core.Channels.Sms.Twilio;

public sealed class TwilioGatewayTests
{
    [Fact]
    public async Task An_accepted_message_has_the_providers_id_and_reaches_the_phone()
    {
        await using var bench = await SmsBench.StartAsync();

        var result = await bench.SendAsync();

        var sms = Assert.Single(bench.Simulator.Phone(SmsBench.Asa).Inbox);
        Assert.Equal(new SendResult.Accepted(sms.Sid), result);
        Assert.Equal(SmsBench.Text().Text, sms.Body);
    }

    [Fact]
    public async Task The_request_is_the_one_that_Twilio_documents()
    {
        await using var bench = await SmsBench.StartAsync();

        await bench.SendAsync(SmsBench.Text("å & = + 😀"));

        var request = Assert.Single(bench.Simulator.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal($"/2010-04-01/Accounts/{bench.Simulator.Settings.AccountSid}/Messages.json", request.Path);
        Assert.True(request.LoggedIn);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["To"] = SmsBench.Asa,
                ["From"] = bench.Simulator.Settings.From,
                ["Body"] = "å & = + 😀",
                ["StatusCallback"] = "https://ekn.example.org/hooks/sms/status?ref=ref-k3J9x7Q",
                ["ValidityPeriod"] = "10800",
            },
            request.Fields
        );
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("00:00:00.200", "1")]
    [InlineData("00:00:01.900", "1")]
    [InlineData("04:00:00", "14400")]
    [InlineData("10:00:00", "36000")]
    [InlineData("1.00:00:00", "36000")]
    public async Task How_long_a_message_may_wait_stays_within_what_Twilio_takes(string? validFor, string? seconds)
    {
        await using var bench = await SmsBench.StartAsync();

        var result = await bench.SendAsync(
            SmsBench.Text() with
            {
                ValidFor = validFor is null ? null : TimeSpan.Parse(validFor, CultureInfo.InvariantCulture),
            }
        );

        Assert.IsType<SendResult.Accepted>(result);
        Assert.Equal(seconds, bench.Simulator.Requests[0].Fields.GetValueOrDefault("ValidityPeriod"));
    }

    [Fact]
    public async Task A_message_whose_time_has_run_out_is_never_sent()
    {
        await using var bench = await SmsBench.StartAsync();

        var result = await bench.SendAsync(SmsBench.Text() with { ValidFor = TimeSpan.Zero });

        Assert.Equal(SendFailure.Refused, Assert.IsType<SendResult.FailedForGood>(result).Failure);
        Assert.Empty(bench.Simulator.Requests);
    }

    [Theory]
    [InlineData(21211, SendFailure.BadAddress)]
    [InlineData(21214, SendFailure.BadAddress)]
    [InlineData(21217, SendFailure.BadAddress)]
    [InlineData(21614, SendFailure.BadAddress)]
    [InlineData(21635, SendFailure.BadAddress)]
    [InlineData(21610, SendFailure.OptedOut)]
    [InlineData(21606, SendFailure.Account)]
    [InlineData(21608, SendFailure.Account)]
    [InlineData(21659, SendFailure.Account)]
    [InlineData(20005, SendFailure.Account)]
    [InlineData(21408, SendFailure.Refused)]
    [InlineData(21617, SendFailure.Refused)]
    [InlineData(99999, SendFailure.Refused)]
    public async Task A_refusal_is_for_good_and_says_whose_fault_it_is(int code, SendFailure failure)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Phone(SmsBench.Asa).RefusedWith = code;

        var result = Assert.IsType<SendResult.FailedForGood>(await bench.SendAsync());

        Assert.Equal(failure, result.Failure);
        Assert.Contains($"{code}", result.Reason.Stored);
        Assert.Empty(bench.Simulator.Messages);
    }

    [Fact]
    public async Task A_full_queue_at_the_provider_empties_by_itself()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Phone(SmsBench.Asa).RefusedWith = 21611;

        Assert.IsType<SendResult.FailedForNow>(await bench.SendAsync());
    }

    [Theory]
    [InlineData(401, 20003)]
    [InlineData(403, 20003)]
    [InlineData(403, 20403)]
    [InlineData(404, 20404)]
    [InlineData(400, 10001)]
    public async Task A_refused_login_is_the_accounts_failure(int status, int code)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.Refused(code, status));

        Assert.Equal(SendFailure.Account, Assert.IsType<SendResult.FailedForGood>(await bench.SendAsync()).Failure);
    }

    [Fact]
    public async Task After_STOP_the_provider_itself_refuses_and_after_START_it_takes()
    {
        await using var bench = await SmsBench.StartAsync(honoursStop: true);
        using var service = new HttpClient(new RecordingService());
        bench.Simulator.ConnectTo(new Uri("https://ekn.example.org"), client: service);
        var phone = bench.Simulator.Phone(SmsBench.Asa);

        await phone.SendAsync("Stop");
        var stopped = await bench.SendAsync();
        await phone.SendAsync("START");
        var started = await bench.SendAsync();

        Assert.Equal(SendFailure.OptedOut, Assert.IsType<SendResult.FailedForGood>(stopped).Failure);
        Assert.IsType<SendResult.Accepted>(started);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(null)]
    public async Task Too_fast_is_tried_again_when_the_provider_says(int? seconds)
    {
        await using var bench = await SmsBench.StartAsync();
        TimeSpan? wait = seconds is { } s ? TimeSpan.FromSeconds(s) : null;
        bench.Simulator.Faults.Next(new GatewayFault.TooManyRequests(wait));

        var result = Assert.IsType<SendResult.FailedForNow>(await bench.SendAsync());

        Assert.Equal(wait, result.RetryAfter);
        Assert.Empty(bench.Simulator.Messages);
    }

    [Fact]
    public async Task Out_of_service_in_Twilios_own_words_is_tried_again()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.Unavailable(TimeSpan.FromSeconds(5)));

        Assert.Equal(
            TimeSpan.FromSeconds(5),
            Assert.IsType<SendResult.FailedForNow>(await bench.SendAsync()).RetryAfter
        );
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(500, false)]
    [InlineData(502, true)]
    [InlineData(503, false)]
    [InlineData(504, true)]
    public async Task A_failing_server_leaves_the_outcome_unknown_until_it_is_asked(int status, bool accepts)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.ServerError(status, accepts));

        Assert.IsType<SendResult.OutcomeUnknown>(await bench.SendAsync());
        await AssertLookupAsync(bench, accepts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_answer_in_time_leaves_the_outcome_unknown_until_it_is_asked(bool accepts)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.NoAnswer(accepts));

        Assert.IsType<SendResult.OutcomeUnknown>(await bench.SendAsync());
        await AssertLookupAsync(bench, accepts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_connection_leaves_the_outcome_unknown_until_it_is_asked(bool accepts)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.ConnectionReset(accepts));

        Assert.IsType<SendResult.OutcomeUnknown>(await bench.SendAsync());
        await AssertLookupAsync(bench, accepts);
    }

    [Fact]
    public async Task A_broken_connection_that_was_used_before_is_not_tried_again_either()
    {
        await using var bench = await SmsBench.StartAsync();
        await bench.SendAsync(SmsBench.Text("den första"));
        bench.Simulator.Faults.Next(new GatewayFault.ConnectionReset(Accepts: true));

        Assert.IsType<SendResult.OutcomeUnknown>(await bench.SendAsync());
        Assert.Equal(2, bench.Simulator.Requests.Count);
        Assert.Equal(2, bench.Simulator.Messages.Count);
    }

    [Fact]
    public async Task An_acceptance_that_cannot_be_read_leaves_the_outcome_unknown_until_it_is_asked()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.UnreadableAnswer());

        Assert.IsType<SendResult.OutcomeUnknown>(await bench.SendAsync());
        await AssertLookupAsync(bench, accepted: true);
    }

    [Fact]
    public async Task A_gateway_that_cannot_be_reached_has_certainly_not_taken_it()
    {
        using var dead = new DeadPort();
        await using var bench = await SmsBench.StartAsync(baseUrl: _ => $"http://127.0.0.1:{dead.Number}");

        Assert.IsType<SendResult.FailedForNow>(await bench.SendAsync());
        Assert.IsType<LookupResult.CouldNotAsk>(await bench.FindAsync());
    }

    [Fact]
    public async Task A_gateway_without_a_valid_certificate_is_told_nothing()
    {
        await using var bench = await SmsBench.StartAsync(baseUrl: plain => $"https://127.0.0.1:{plain.Port}");

        Assert.IsType<SendResult.FailedForNow>(await bench.SendAsync());
        Assert.Empty(bench.Simulator.Requests);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_told_a_result()
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.NoAnswer(Accepts: false));
        using var stop = new CancellationTokenSource();
        bench.Simulator.OnSilence = stop.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            bench.Gateway.SendAsync(SmsBench.Text(), stop.Token)
        );
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_with_our_login(int status)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.Redirect(status));

        var result = Assert.IsType<SendResult.FailedForGood>(await bench.SendAsync());

        Assert.Equal(SendFailure.Account, result.Failure);
        Assert.Equal("why.not-the-provider", $"{result.Reason}".Split(' ')[0]);
        Assert.Single(bench.Simulator.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(418)]
    public async Task A_refusal_that_is_not_Twilios_never_costs_a_person_the_message(int status)
    {
        // A web page in place of Twilio's error: the address is wrong, or something stands in between.
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.Next(new GatewayFault.ServerError(status));

        Assert.Equal(SendFailure.Account, Assert.IsType<SendResult.FailedForGood>(await bench.SendAsync()).Failure);
    }

    [Fact]
    public async Task A_message_is_asked_for_by_number_and_found_while_it_waits_in_the_queue()
    {
        await using var bench = await SmsBench.StartAsync();
        await bench.SendAsync();
        Assert.Null(bench.Simulator.Messages[0].SentAt);

        var found = Assert.IsType<LookupResult.Found>(await bench.FindAsync());

        Assert.Equal([bench.Simulator.Messages[0].Sid], found.ProviderIds);
        var query = bench.Simulator.Requests[^1].Fields;
        Assert.Equal(SmsBench.Asa, query["To"]);
        Assert.DoesNotContain(query.Keys, name => name.StartsWith("DateSent"));
    }

    [Fact]
    public async Task Another_text_or_another_number_is_another_message()
    {
        await using var bench = await SmsBench.StartAsync();
        await bench.SendAsync(SmsBench.Text("Natten mot tors 3/12"));
        await bench.SendAsync(SmsBench.Text(to: "+46701740606"));

        Assert.IsType<LookupResult.NotThere>(await bench.FindAsync());
    }

    [Theory]
    [InlineData(-2000, false)]
    [InlineData(-1001, false)]
    [InlineData(-700, true)]
    [InlineData(0, true)]
    [InlineData(60000, true)]
    public async Task Only_messages_from_the_first_attempt_on_are_ours(int sentMillisecondsAfter, bool found)
    {
        // Twilio's dates are cut to whole seconds, so a second of grace is given.
        await using var bench = await SmsBench.StartAsync();
        var firstAttempt = bench.Clock.Now;
        bench.Clock.Now += TimeSpan.FromMilliseconds(sentMillisecondsAfter);
        await bench.SendAsync();

        Assert.Equal(found, await bench.FindAsync(since: firstAttempt) is LookupResult.Found);
    }

    [Fact]
    public async Task A_double_is_seen_oldest_first()
    {
        await using var bench = await SmsBench.StartAsync();
        var since = bench.Clock.Now;
        await bench.SendAsync();
        bench.Clock.Now += TimeSpan.FromMinutes(5);
        await bench.SendAsync();

        var found = Assert.IsType<LookupResult.Found>(await bench.FindAsync(since: since));

        Assert.Equal(bench.Simulator.Messages.Select(m => m.Sid), found.ProviderIds);
    }

    [Fact]
    public async Task Every_page_is_read()
    {
        await using var bench = await SmsBench.StartAsync();
        var since = bench.Clock.Now;
        await bench.SendAsync();
        using var login = new HttpClient(new LoginHandler(bench.Simulator.Settings));
        for (var i = 0; i < 1000; i++)
        {
            using var form = new FormUrlEncodedContent([
                new("To", SmsBench.Asa),
                new("From", bench.Simulator.Settings.From),
                new("Body", $"fyllnad {i}"),
            ]);
            using var _ = await login.PostAsync(
                new Uri(
                    bench.Simulator.BaseUrl,
                    $"/2010-04-01/Accounts/{bench.Simulator.Settings.AccountSid}/Messages.json"
                ),
                form
            );
        }

        var found = Assert.IsType<LookupResult.Found>(await bench.FindAsync(since: since));

        Assert.Equal([bench.Simulator.Messages[0].Sid], found.ProviderIds);
        Assert.Equal(2, bench.Simulator.Requests.Count(r => r.Method == "GET"));
    }

    public static TheoryData<GatewayFault> LookupFaults =>
        new(
            new GatewayFault.ServerError(500),
            new GatewayFault.Unavailable(),
            new GatewayFault.TooManyRequests(),
            new GatewayFault.Unauthorized(),
            new GatewayFault.ConnectionReset(Accepts: false),
            new GatewayFault.NoAnswer(Accepts: false),
            new GatewayFault.UnreadableAnswer()
        );

    [Theory]
    [MemberData(nameof(LookupFaults))]
    public async Task A_question_that_was_not_answered_is_never_taken_for_not_there(GatewayFault fault)
    {
        await using var bench = await SmsBench.StartAsync();
        bench.Simulator.Faults.NextLookup(fault);

        Assert.IsType<LookupResult.CouldNotAsk>(await bench.FindAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html></html>")]
    [InlineData("""{"messages": null, "next_page_uri": null}""")]
    [InlineData("""{"messages": []}""")]
    [InlineData("""{"messages": [{}], "next_page_uri": null}""")]
    [InlineData("""{"messages": [{"sid": "SM1", "body": "x", "date_created": null}], "next_page_uri": null}""")]
    [InlineData("""{"messages": [{"sid": "SM1", "body": "x", "date_created": "soon"}], "next_page_uri": null}""")]
    [InlineData(
        """{"messages": [{"sid": "SM1", "body": 7, "date_created": "Tue, 01 Dec 2026 11:00:00 +0000"}], "next_page_uri": null}"""
    )]
    [InlineData("""{"messages": [], "next_page_uri": "https://example.org/2010-04-01/"}""")]
    [InlineData("""{"messages": [], "next_page_uri": "@example.org/"}""")]
    [InlineData("""{"messages": [], "next_page_uri": "/2010-04-01/again"}""")]
    public async Task A_list_that_cannot_be_read_to_its_end_is_never_taken_for_not_there(string json) =>
        Assert.IsType<LookupResult.CouldNotAsk>(
            await Answering(200, Encoding.UTF8.GetBytes(json)).FindAsync(SmsBench.Text(), default, default)
        );

    [Theory]
    [InlineData("https://example.org/2010-04-01/", 1)]
    [InlineData("@example.org/2010-04-01/", 1)]
    [InlineData("//example.org/2010-04-01/", 1)]
    [InlineData("/2010-04-01/again", 20)]
    public async Task The_login_goes_nowhere_but_to_the_provider_and_not_for_ever(string next, int requests)
    {
        using var answers = new OneAnswer(
            200,
            Encoding.UTF8.GetBytes($$"""{"messages": [], "next_page_uri": "{{next}}"}""")
        );

        await Answering(answers).FindAsync(SmsBench.Text(), default, default);

        Assert.Equal(requests, answers.Hosts.Count);
        Assert.All(answers.Hosts, host => Assert.Equal("api.twilio.com", host));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, true)]
    [InlineData(HttpRequestError.ConnectionError, true)]
    [InlineData(HttpRequestError.SecureConnectionError, true)]
    [InlineData(HttpRequestError.ProxyTunnelError, true)]
    [InlineData(HttpRequestError.ResponseEnded, false)]
    [InlineData(HttpRequestError.InvalidResponse, false)]
    [InlineData(HttpRequestError.HttpProtocolError, false)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, false)]
    [InlineData(HttpRequestError.Unknown, false)]
    public async Task Only_a_connection_that_never_came_to_be_is_sure_to_have_sent_nothing(
        HttpRequestError error,
        bool sure
    )
    {
        var result = await Answering(new Breaking(new HttpRequestException(error))).SendAsync(SmsBench.Text(), default);

        Assert.Equal(sure, result is SendResult.FailedForNow);
        Assert.Equal(!sure, result is SendResult.OutcomeUnknown);
    }

    [Fact]
    public async Task A_text_that_a_trial_account_has_marked_is_found()
    {
        var json = """
            {"messages": [{"sid": "SM1", "body": "Sent from your Twilio trial account - rad 1\nrad 2", "date_created": "Tue, 01 Dec 2026 11:00:00 +0000"}],
             "next_page_uri": null}
            """;

        var result = await Answering(200, Encoding.UTF8.GetBytes(json))
            .FindAsync(SmsBench.Text("rad 1\r\nrad 2 "), default, default);

        Assert.Equal(["SM1"], Assert.IsType<LookupResult.Found>(result).ProviderIds);
    }

    [Fact]
    public void No_answer_however_odd_throws_or_is_taken_for_accepted() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                Gen.Choose(200, 599).ToArbitrary(),
                (body, status) =>
                {
                    var sent = Answering(status, body).SendAsync(SmsBench.Text(), default).GetAwaiter().GetResult();
                    var found = Answering(status, body)
                        .FindAsync(SmsBench.Text(), default, default)
                        .GetAwaiter()
                        .GetResult();
                    return sent is not SendResult.Accepted && found is LookupResult.CouldNotAsk;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("""{"sid": "SM1"}""", true)]
    [InlineData("""{"sid": ""}""", false)]
    [InlineData("""{"sid": null}""", false)]
    [InlineData("""{"sid": 1}""", false)]
    [InlineData("""{"sid": "\ud800"}""", false)]
    [InlineData("""{"id": "SM1"}""", false)]
    [InlineData("\"SM1\"", false)]
    public async Task Accepted_means_that_there_is_an_id(string json, bool accepted)
    {
        var result = await Answering(201, Encoding.UTF8.GetBytes(json)).SendAsync(SmsBench.Text(), default);

        Assert.Equal(accepted, result is SendResult.Accepted);
        Assert.Equal(!accepted, result is SendResult.OutcomeUnknown);
    }

    [Fact]
    public async Task A_date_to_try_again_at_is_counted_from_the_answer()
    {
        var now = new DateTimeOffset(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);
        var gateway = Answering(
            429,
            "{}"u8.ToArray(),
            response =>
            {
                response.Headers.Date = now;
                response.Headers.RetryAfter = new(now.AddSeconds(90));
            }
        );

        Assert.Equal(
            TimeSpan.FromSeconds(90),
            Assert.IsType<SendResult.FailedForNow>(await gateway.SendAsync(SmsBench.Text(), default)).RetryAfter
        );
    }

    [Fact]
    public async Task No_number_text_or_token_is_logged_or_told_as_a_reason()
    {
        await using var bench = await SmsBench.StartAsync();
        var told = new List<string>();
        GatewayFault?[] faults =
        [
            null,
            new GatewayFault.Refused(21211),
            new GatewayFault.Refused(21610),
            new GatewayFault.Refused(21999),
            new GatewayFault.Unauthorized(),
            new GatewayFault.TooManyRequests(),
            new GatewayFault.ServerError(),
            new GatewayFault.ConnectionReset(Accepts: true),
        ];
        foreach (var fault in faults)
        {
            bench.Simulator.Faults.To(SmsBench.Asa, fault);
            told.Add($"{await bench.SendAsync()}");
        }
        told.Add($"{await bench.FindAsync()}");
        bench.Simulator.Faults.NextLookup(new GatewayFault.ServerError());
        told.Add($"{await bench.FindAsync()}");
        told.Add($"{SmsBench.Text()}");

        Assert.Contains(bench.Logged, line => line.Contains("ref-k3J9x7Q"));
        foreach (var line in told.Concat(bench.Logged))
        {
            Assert.DoesNotContain(SmsBench.Asa[1..], line);
            Assert.DoesNotContain("Natten", line);
            Assert.DoesNotContain(bench.Simulator.Settings.AuthToken, line);
        }
    }

    private static async Task AssertLookupAsync(SmsBench bench, bool accepted)
    {
        Assert.Single(bench.Simulator.Requests);
        Assert.Equal(accepted ? 1 : 0, bench.Simulator.Messages.Count);

        var lookup = await bench.FindAsync();

        if (accepted)
        {
            Assert.Equal([bench.Simulator.Messages[0].Sid], Assert.IsType<LookupResult.Found>(lookup).ProviderIds);
        }
        else
        {
            Assert.IsType<LookupResult.NotThere>(lookup);
        }
    }

    private static TwilioGateway Answering(int status, byte[] body, Action<HttpResponseMessage>? with = null) =>
        Answering(new OneAnswer(status, body, with));

    private static TwilioGateway Answering(HttpMessageHandler handler) =>
        new(
            new HttpClient(handler),
            new SmsOptions
            {
                AccountSid = "AC1",
                AuthToken = "t",
                From = "+46701740699",
            }.FirstAccount,
            new SmsLimit(new SmsOptions().Timeout, TimeProvider.System),
            new PublicAddress(new Uri("https://ekn.example.org")),
            new SettableClock(default),
            NullLogger<TwilioGateway>.Instance
        );

    private sealed class OneAnswer(int status, byte[] body, Action<HttpResponseMessage>? with = null)
        : HttpMessageHandler
    {
        public List<string> Hosts { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Hosts.Add(request.RequestUri!.Host);
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
            with?.Invoke(response);
            return Task.FromResult(response);
        }
    }

    private sealed class Breaking(Exception e) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => throw e;
    }

    private sealed class LoginHandler(SmsGatewaySettings settings) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.AccountSid}:{settings.AuthToken}"));
            request.Headers.Authorization = new("Basic", login);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
