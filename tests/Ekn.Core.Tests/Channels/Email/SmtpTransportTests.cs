using Ekn.Simulators.Clock;
using Ekn.Simulators.Mail;
using Ekn.Testing;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

/// <summary>How each end of an attempt is told, and what has been sent by then.</summary>
public sealed class SmtpTransportTests : IAsyncDisposable
{
    private readonly MailServerSimulator server = new();
    private readonly ManualClock network = new(DateTimeOffset.UnixEpoch);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_accepted_mail_is_known_by_its_message_id()
    {
        var result = await SendAsync();

        Assert.Equal(new SendResult.Accepted("<r-1@example.org>"), result);
        var mail = Assert.Single(server.Mails);
        Assert.Equal("natt@example.org", mail.EnvelopeFrom);
        Assert.Equal(["siv@example.org"], mail.EnvelopeTo);
    }

    [Theory]
    [InlineData("550 5.1.1 No such mailbox", SendFailure.BadAddress)]
    [InlineData("550 No such mailbox", SendFailure.BadAddress)]
    [InlineData("551 5.1.6 Moved", SendFailure.BadAddress)]
    [InlineData("553 5.1.3 Bad address", SendFailure.BadAddress)]
    [InlineData("501 5.1.3 Bad recipient address syntax", SendFailure.BadAddress)]
    [InlineData("550 5.7.1 Refused by policy", SendFailure.Refused)] // says nothing about the address
    [InlineData("554 5.7.1 Relay access denied", SendFailure.Refused)]
    [InlineData("552 5.2.2 Mailbox full", SendFailure.Refused)]
    [InlineData("550 5.2.2 Mailbox full", SendFailure.Refused)]
    public async Task A_refused_recipient_is_for_good_and_says_why(string answer, SendFailure expected)
    {
        server.Faults.RefuseRecipient("siv@example.org", answer);

        Assert.Equal(expected, Assert.IsType<SendResult.FailedForGood>(await SendAsync()).Failure);
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("550 5.7.1 Sender not allowed here", SendFailure.Refused)]
    [InlineData("550 Sender not allowed here", SendFailure.Refused)] // no recipient was named yet: the address is not at fault
    [InlineData("553 5.1.8 Sender domain does not exist", SendFailure.Account)]
    [InlineData("501 5.1.7 Bad sender address syntax", SendFailure.Account)]
    [InlineData("530 5.7.0 Authentication required", SendFailure.Account)]
    [InlineData("535 5.7.8 Authentication credentials invalid", SendFailure.Account)]
    public async Task A_refused_sender_is_never_a_bad_address(string answer, SendFailure expected)
    {
        server.Faults.Answer(MailStage.Sender, answer);

        Assert.Equal(expected, Assert.IsType<SendResult.FailedForGood>(await SendAsync()).Failure);
    }

    [Fact]
    public async Task Content_refused_after_it_was_sent_is_refused_for_good()
    {
        server.Faults.Answer(MailStage.EndOfData, "554 5.6.0 Looks like spam");

        Assert.Equal(SendFailure.Refused, Assert.IsType<SendResult.FailedForGood>(await SendAsync()).Failure);
    }

    [Theory]
    [InlineData(MailStage.Greeting, "421 4.3.2 Closing")]
    [InlineData(MailStage.Hello, "421 4.3.2 Closing")]
    [InlineData(MailStage.Sender, "451 4.3.0 Local error")]
    [InlineData(MailStage.Recipient, "450 4.2.1 Mailbox busy")]
    [InlineData(MailStage.Recipient, "451 4.7.1 Greylisted")]
    [InlineData(MailStage.Recipient, "452 4.3.1 No space")]
    [InlineData(MailStage.DataCommand, "451 4.3.0 Local error")]
    [InlineData(MailStage.EndOfData, "451 4.3.0 Local error")]
    [InlineData(MailStage.EndOfData, "452 4.3.1 No space")]
    public async Task A_server_that_asks_to_try_later_is_for_now(MailStage stage, string answer)
    {
        server.Faults.Answer(stage, answer);

        Assert.IsType<SendResult.FailedForNow>(await SendAsync());
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_greylisted_mail_is_taken_the_second_time()
    {
        server.Faults.Greylist = true;

        Assert.IsType<SendResult.FailedForNow>(await SendAsync());
        Assert.IsType<SendResult.Accepted>(await SendAsync());
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_for_now()
    {
        using var dead = new DeadPort();

        Assert.IsType<SendResult.FailedForNow>(await SendAsync(o => (o.Host, o.Port) = ("127.0.0.1", dead.Number)));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_for_now() =>
        Assert.IsType<SendResult.FailedForNow>(await SendAsync(o => o.Host = "mail.invalid"));

    [Theory]
    [InlineData(MailStage.Greeting)]
    [InlineData(MailStage.Hello)]
    [InlineData(MailStage.Sender)]
    [InlineData(MailStage.Recipient)]
    [InlineData(MailStage.DataCommand)]
    public async Task A_connection_lost_before_the_mail_was_handed_over_is_for_now(MailStage stage)
    {
        server.Faults.CloseAt = stage;

        Assert.IsType<SendResult.FailedForNow>(await SendAsync());
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_connection_lost_after_the_mail_was_handed_over_leaves_the_outcome_unknown()
    {
        server.Faults.CloseAfterData = true;

        Assert.IsType<SendResult.OutcomeUnknown>(await SendAsync());
        Assert.Single(server.Mails);
    }

    [Theory]
    [InlineData(MailStage.Greeting)]
    [InlineData(MailStage.Hello)]
    [InlineData(MailStage.Sender)]
    [InlineData(MailStage.Recipient)]
    [InlineData(MailStage.DataCommand)]
    public async Task Time_out_before_the_mail_was_handed_over_is_for_now(MailStage stage)
    {
        server.Faults.HangAt = stage;
        server.OnSilence = LetTimeRunOut;

        Assert.IsType<SendResult.FailedForNow>(await SendAsync());
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task Time_out_after_the_mail_was_handed_over_leaves_the_outcome_unknown()
    {
        server.Faults.HangAt = MailStage.EndOfData;
        server.OnSilence = LetTimeRunOut;

        Assert.IsType<SendResult.OutcomeUnknown>(await SendAsync());
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_mail_sent_again_after_an_unknown_outcome_has_the_same_message_id()
    {
        server.Faults.CloseAfterData = true;
        await SendAsync();
        server.Faults.Clear();
        await SendAsync();

        Assert.Equal(2, server.Mails.Count);
        Assert.Equal(server.Mails[0].Header("Message-ID"), server.Mails[1].Header("Message-ID"));
    }

    [Fact]
    public async Task A_stop_before_the_mail_was_handed_over_cancels_it()
    {
        server.Faults.HangAt = MailStage.Recipient;
        using var stop = new CancellationTokenSource();
        var sending = Transport().SendAsync(Cast.Mail(), stop.Token);
        await UntilAsync(() => server.Commands.Any(c => c.Line.StartsWith("RCPT")));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_stop_after_the_mail_was_handed_over_waits_for_the_answer()
    {
        server.Faults.HangAt = MailStage.EndOfData;
        using var stop = new CancellationTokenSource();
        var sending = Transport().SendAsync(Cast.Mail(), stop.Token);
        await server.WaitForAsync(1, CancellationToken.None);
        await stop.CancelAsync();
        Assert.False(sending.IsCompleted);
        LetTimeRunOut();

        Assert.IsType<SendResult.OutcomeUnknown>(await sending);
    }

    [Theory]
    [InlineData("")]
    [InlineData("siv")]
    [InlineData("siv@example.org, eva@example.org")]
    [InlineData("Siv <siv@example.org>")]
    [InlineData("siv@example.org\r\nBcc: eva@example.org")]
    [InlineData("siv@example.org\nRCPT TO:<eva@example.org>")]
    [InlineData("siv@exam\0ple.org")]
    [InlineData("\"siv\r\n\"@example.org")]
    [InlineData("söv@example.org")] // needs SMTPUTF8
    public async Task What_is_not_one_address_is_refused_without_asking_the_server(string address)
    {
        var result = await Transport().SendAsync(Cast.Mail() with { To = address }, default);

        Assert.Equal(SendFailure.BadAddress, Assert.IsType<SendResult.FailedForGood>(result).Failure);
        Assert.Empty(server.Commands);
    }

    [Fact]
    public async Task A_reason_repeats_neither_the_address_nor_the_words_of_the_server()
    {
        server.Faults.RefuseRecipient("siv@example.org", "550 5.1.1 <siv@example.org>: unknown");

        var result = Assert.IsType<SendResult.FailedForGood>(await SendAsync());
        Assert.Equal("why.mail-unknown-address 550 5.1.1", $"{result.Reason}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a>\r\nBcc: eva@example.org")]
    public async Task A_reference_that_cannot_stand_in_a_header_is_a_broken_invariant(string reference) =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Transport().SendAsync(Cast.Mail() with { Reference = reference }, default)
        );

    private SmtpTransport Transport(Action<EmailOptions>? change = null)
    {
        var options = Cast.Options(server);
        change?.Invoke(options);
        return new SmtpTransport(Options.Create(options), network);
    }

    private Task<SendResult> SendAsync(Action<EmailOptions>? change = null) =>
        Transport(change).SendAsync(Cast.Mail(), default);

    private void LetTimeRunOut() => network.Advance(Cast.Options(server).Timeout);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }
}
