namespace Ekn.Core.Channels.Email;

public sealed class InboundFormTests
{
    private static readonly DateOnly Today = new(2026, 12, 1);

    [Theory]
    [InlineData("anna@example.org", "anna@example.org")]
    [InlineData("Anna <Anna@Example.org>", "anna@example.org")]
    [InlineData("\"Vik, Vera\" <vera@example.org>", "vera@example.org")]
    [InlineData("\"bo@example.org <bo@example.org>\" <vera@example.org>", "vera@example.org")]
    [InlineData("=?utf-8?q?=C3=85sa?= <asa@example.org>", "asa@example.org")]
    [InlineData("<vera@example.org>", "vera@example.org")]
    [InlineData("vera@example.org, bo@example.org", null)]
    [InlineData("Vera", null)]
    [InlineData("<>", null)]
    [InlineData("<vera@example.org", null)]
    [InlineData("Vera <vera example.org>", null)]
    public void The_sender_is_the_address_alone(string from, string? address) =>
        Assert.Equal(address, InboundForm.AddressOf(from));

    [Theory]
    [InlineData("headers", "Received: by x\nMessage-ID: <abc@mail.example.org>\nDate: x", "email:abc@mail.example.org")]
    [InlineData("headers", "Message-Id:\n <abc@mail.example.org>", "email:abc@mail.example.org")]
    [InlineData("Message-Id", "<abc@mail.example.org>", "email:abc@mail.example.org")]
    [InlineData("message-id", "abc@mail.example.org", "email:abc@mail.example.org")]
    [InlineData("message-headers", """[["Message-Id", "<abc@mail.example.org>"]]""", "email:abc@mail.example.org")]
    [InlineData("headers[message_id]", "<abc@mail.example.org>", "email:abc@mail.example.org")]
    public void The_message_id_is_found_wherever_it_stands(string field, string value, string id) =>
        Assert.Equal(id, Read((field, value)).ProviderId);

    [Fact]
    public void Without_a_message_id_the_same_words_on_the_same_day_are_one_mail()
    {
        var first = Read();

        Assert.StartsWith("email:sha256:", first.ProviderId);
        Assert.Equal(first.ProviderId, Read().ProviderId);
        Assert.NotEqual(first.ProviderId, Read(("subject", "other")).ProviderId);
        Assert.NotEqual(first.ProviderId, Read(("text", "A2")).ProviderId);
        Assert.NotEqual(first.ProviderId, Read(("headers", "Date: Tue, 1 Dec 2026 12:00")).ProviderId);
        Assert.True(InboundForm.TryRead(Form(), Today.AddDays(1), out var tomorrow));
        Assert.NotEqual(first.ProviderId, tomorrow.ProviderId);
    }

    [Fact]
    public void A_message_id_beyond_all_bounds_is_kept_short() =>
        Assert.StartsWith("email:sha256:", Read(("Message-Id", new string('x', 5000))).ProviderId);

    [Fact]
    public void A_mail_that_has_only_html_is_read_by_its_words() =>
        Assert.Equal(
            "A1\nVera",
            Read(("text", ""), ("html", "<div>A1</div><div>Vera</div>")).Text.Replace("\n\n", "\n")
        );

    [Fact]
    public void Links_that_let_others_answer_are_not_kept() =>
        Assert.Equal(
            "A1\n> https://ekn.example.org/l/…\n> mån/l/10",
            Read(("text", "A1\n> https://ekn.example.org/l/AbCdEfGhIjKlMnOpQr-_09\n> mån/l/10")).Text
        );

    [Fact]
    public void A_letter_without_end_is_kept_by_its_beginning() =>
        Assert.Equal(InboundForm.LongestText, Read(("text", new string('x', 100_000))).Text.Length);

    [Theory]
    [InlineData("headers", "Auto-Submitted: auto-replied")]
    [InlineData("headers", "auto-submitted: auto-generated")]
    [InlineData("headers", "Precedence: bulk")]
    [InlineData("headers", "Precedence: auto_reply")]
    [InlineData("headers", "X-Autoreply: yes")]
    [InlineData("headers", "List-Id: <x.example.org>")]
    [InlineData("headers", "Return-Path: <>")]
    [InlineData("from", "Mail Delivery <MAILER-DAEMON@example.org>")]
    [InlineData("from", "postmaster@example.org")]
    [InlineData("from", "noreply@example.org")]
    [InlineData("subject", "Autosvar: Vi öppnar natten")]
    [InlineData("subject", "Automatiskt svar: Re: Vi öppnar")]
    [InlineData("subject", "Out of Office: x")]
    [InlineData("subject", "Undeliverable: x")]
    [InlineData("subject", "Frånvaromeddelande")]
    public void What_a_machine_wrote_is_told_apart(string field, string value) =>
        Assert.True(Read((field, value)).IsAutomatic);

    [Theory]
    [InlineData("headers", "Auto-Submitted: no")]
    [InlineData("headers", "Return-Path: <vera@example.org>")]
    [InlineData("headers", "Precedence: normal")]
    [InlineData("headers", "[[\"Auto-Submitted\"]]")]
    [InlineData("headers", "[not json")]
    [InlineData("subject", "Re: Vi öppnar natten")]
    [InlineData("subject", "Frånvarande på tisdag")]
    [InlineData("subject", "jag är out of office men kan A1")]
    public void What_a_person_wrote_is_not(string field, string value) =>
        Assert.False(Read((field, value)).IsAutomatic);

    [Theory]
    [InlineData("SPF", "pass", SenderProof.Passed)]
    [InlineData("spf", "fail", SenderProof.Failed)]
    [InlineData("SPF", "softfail", SenderProof.Failed)]
    [InlineData("SPF", "neutral", SenderProof.Unknown)]
    [InlineData("dkim", "{@example.org : pass}", SenderProof.Passed)]
    [InlineData("dkim", "{@example.org : fail}", SenderProof.Failed)]
    [InlineData("dkim", "none", SenderProof.Unknown)]
    [InlineData("X-Mailgun-Spf", "Fail", SenderProof.Failed)]
    [InlineData("headers", "Authentication-Results: mx; dmarc=fail", SenderProof.Failed)]
    [InlineData("headers", "Subject: x", SenderProof.Unknown)]
    public void What_is_known_of_the_sender_is_kept(string field, string value, SenderProof proof) =>
        Assert.Equal(proof, Read((field, value)).Proof);

    [Fact]
    public void One_failure_outweighs_every_pass() =>
        Assert.Equal(
            SenderProof.Failed,
            Read(
                ("SPF", "fail"),
                ("dkim", "{@example.org : pass}"),
                ("headers", "Authentication-Results: spf=pass")
            ).Proof
        );

    [Fact]
    public void Without_a_sender_it_is_no_mail() =>
        Assert.False(InboundForm.TryRead([new("text", "A1"), new("from", " ")], Today, out _));

    private static InboundEmail Read(params (string Name, string Value)[] fields)
    {
        Assert.True(InboundForm.TryRead(Form(fields), Today, out var mail));
        return mail;
    }

    private static IEnumerable<KeyValuePair<string, string>> Form(params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = "Vera Vik <vera@example.org>",
            ["subject"] = "Re: Vi öppnar",
            ["text"] = "A1",
        };
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }
        return form;
    }
}
