using System.Text;
using Ekn.Simulators.Mail;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Channels.Email;

/// <summary>What a reader gets: head, parts and letters.</summary>
public sealed class SmtpTransportMessageTests : IAsyncDisposable
{
    private readonly MailServerSimulator server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_text_comes_first_and_the_html_as_its_alternative()
    {
        var mail = await SendAsync(Cast.Mail());

        Assert.Equal("multipart/alternative", mail.Entity.MediaType);
        Assert.Equal(["text/plain", "text/html"], mail.Entity.Parts.Select(p => p.MediaType));
        Assert.All(mail.Entity.Parts, p => Assert.Equal("utf-8", p.Charset));
        Assert.Equal("Hej Siv.\nKan du komma?\n", mail.Text);
        Assert.Equal("<p>Hej Siv.</p>", mail.Html);
    }

    [Fact]
    public async Task The_head_says_who_and_that_a_machine_wrote()
    {
        var mail = await SendAsync(Cast.Mail(), o => o.ReplyTo = "svar@example.org");

        Assert.Equal("<r-1@example.org>", mail.Header("Message-ID"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Equal("svar@example.org", mail.Header("Reply-To"));
        Assert.Equal("Extra kalla nätter <natt@example.org>", mail.From.Replace("\"", ""));
        Assert.Equal("Siv Ek <siv@example.org>", mail.To.Replace("\"", ""));
        Assert.All(
            OnlyOnce,
            name => Assert.Single(mail.Entity.Headers, h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
        );
    }

    [Fact]
    public async Task Without_a_reply_address_there_is_no_reply_header() =>
        Assert.Null((await SendAsync(Cast.Mail())).Header("Reply-To"));

    [Fact]
    public async Task An_unsubscribe_link_gives_the_reader_a_one_click_button()
    {
        var link = new Uri("https://ekn.example.org/av/" + new string('x', 300) + "?kod=å&a=1");
        var mail = await SendAsync(Cast.Mail() with { UnsubscribeLink = link });

        Assert.Equal($"<{link.AbsoluteUri}>", mail.Header("List-Unsubscribe"));
        Assert.Equal("List-Unsubscribe=One-Click", mail.Header("List-Unsubscribe-Post"));
    }

    [Fact]
    public async Task Without_an_unsubscribe_link_there_is_no_button()
    {
        var mail = await SendAsync(Cast.Mail());

        Assert.Null(mail.Header("List-Unsubscribe"));
        Assert.Null(mail.Header("List-Unsubscribe-Post"));
    }

    [Fact]
    public async Task An_answer_lies_in_the_conversation_of_the_mail_that_it_answers()
    {
        var id = $"<{new string('m', 240)}@example.org>";
        var mail = await SendAsync(Cast.Mail() with { InReplyTo = id });

        Assert.Equal(id, mail.Header("In-Reply-To"));
        Assert.Equal(id, mail.Header("References"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<m1@example.org>\r\nBcc: eva@example.org")]
    [InlineData("<m1@example.org\nBcc: eva@example.org>")]
    [InlineData("<m1@example.org> <m2@example.org>")]
    public async Task What_is_no_message_id_begins_no_header_and_answers_nothing(string? id)
    {
        var mail = await SendAsync(Cast.Mail() with { InReplyTo = id });

        Assert.Null(mail.Header("In-Reply-To"));
        Assert.Null(mail.Header("References"));
        Assert.Null(mail.Header("Bcc"));
        Assert.Equal(["siv@example.org"], mail.EnvelopeTo);
    }

    [Theory]
    [InlineData("Åsa Öberg-Ärlig")]
    [InlineData("Ek, Siv")]
    [InlineData("Siv \"Sippan\" Ek")]
    [InlineData("🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶🥶")]
    public async Task Names_of_all_sorts_arrive_whole(string name)
    {
        var mail = await SendAsync(Cast.Mail() with { ToName = name });

        Assert.Equal($"{name} <siv@example.org>", Unquoted(mail.To));
        Assert.Equal(["siv@example.org"], mail.EnvelopeTo);
    }

    [Theory]
    [InlineData("Kväll: kan du komma?\r\nBcc: eva@example.org")]
    [InlineData("Kan du komma?\nBcc: eva@example.org")]
    [InlineData("Kan du komma?\rBcc: eva@example.org")]
    [InlineData("Kan du komma?\r\n\r\n<p>Bcc:")]
    [InlineData("Kan du komma?\u2028Bcc: eva@example.org")]
    [InlineData("Kan du komma?\u0085Bcc: eva@example.org")]
    public async Task A_line_end_in_a_subject_or_name_begins_no_header(string text)
    {
        var mail = await SendAsync(Cast.Mail() with { Subject = text, ToName = text });

        Assert.Null(mail.Header("Bcc"));
        Assert.Equal(["siv@example.org"], mail.EnvelopeTo);
        Assert.Equal("Hej Siv.\nKan du komma?\n", mail.Text);
        Assert.DoesNotContain('\n', mail.Subject);
        Assert.Contains("Bcc:", mail.Subject);
    }

    [Theory]
    [InlineData("Natten mellan 1 och 2 december  öppnar")]
    [InlineData("Öppet i natt – kan du komma? 🥶")]
    [InlineData("Plain ASCII, with: punctuation; and <brackets>")]
    public async Task A_subject_arrives_letter_by_letter(string subject) =>
        Assert.Equal(subject, (await SendAsync(Cast.Mail() with { Subject = subject })).Subject);

    [Fact]
    public async Task A_text_of_dots_and_long_lines_arrives_unchanged()
    {
        var text = ".\n..\n.a\n\n" + new string('å', 2000) + "\n=3D =\n  mellanslag  \n\tflik\t\n.";
        var mail = await SendAsync(Cast.Mail() with { Text = text, Html = text });

        Assert.Equal(text, mail.Text);
        Assert.Equal(text, mail.Html);
    }

    [Fact]
    public async Task No_line_on_the_wire_is_longer_than_the_standard_allows()
    {
        var link = new Uri("https://ekn.example.org/" + new string('x', 900));
        var mail = await SendAsync(
            Cast.Mail() with
            {
                Subject = new string('å', 500),
                Text = new string('a', 5000),
                UnsubscribeLink = link,
            }
        );

        var raw = Encoding.Latin1.GetString(mail.Raw.Span);
        Assert.All(raw.Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.All(raw, c => Assert.InRange(c, '\0', '\x7f'));
        Assert.DoesNotContain('\n', raw.Replace("\r\n", ""));
    }

    [Fact]
    public async Task An_empty_text_arrives_as_such()
    {
        var mail = await SendAsync(Cast.Mail() with { Text = "", Html = "", Subject = "", ToName = "" });

        Assert.Equal("", mail.Text);
        Assert.Equal("", mail.Html);
    }

    [Fact]
    public async Task A_domain_outside_ASCII_is_reached_by_its_ASCII_name()
    {
        var mail = await SendAsync(Cast.Mail() with { To = "siv@exempelö.example" });

        Assert.Equal(["siv@xn--exempel-g1a.example"], mail.EnvelopeTo);
    }

    [Fact]
    public void Any_text_and_any_subject_arrive_as_they_were_written() =>
        Prop.ForAll(
                Letters.ToArbitrary(),
                Letters.ToArbitrary(),
                (text, subject) =>
                {
                    var mail = SendAsync(Cast.Mail() with { Text = text, Html = text, Subject = subject })
                        .GetAwaiter()
                        .GetResult();
                    Assert.Equal(text, mail.Text);
                    Assert.Equal(text, mail.Html);
                    Assert.Equal(MailText.OneLine(subject), mail.Subject);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static readonly string[] OnlyOnce =
    [
        "Message-ID",
        "Date",
        "From",
        "To",
        "Subject",
        "MIME-Version",
        "Content-Type",
    ];

    private static Gen<string> Letters =>
        Gen.Elements(
                "å",
                "Ä",
                "ö",
                "🥶",
                "👩‍🚒",
                "a",
                "B",
                "9",
                " ",
                " ",
                "\n",
                ".",
                "\n.",
                "=",
                "?",
                "=?utf-8?Q?a?=",
                "_",
                "-",
                ":",
                "<",
                "\t",
                "€",
                "ж",
                "ع"
            )
            .ListOf()
            .Select(parts => string.Concat(parts));

    private async Task<ReceivedMail> SendAsync(EmailMessage message, Action<EmailOptions>? change = null)
    {
        var options = Cast.Options(server);
        change?.Invoke(options);
        server.ForgetAll();
        var result = await new SmtpTransport(Options.Create(options), TimeProvider.System).SendAsync(message, default);
        Assert.IsType<SendResult.Accepted>(result);
        return Assert.Single(server.Mails);
    }

    private static string Unquoted(string header)
    {
        var end = header.LastIndexOf('"');
        return header.StartsWith('"') ? header[1..end].Replace("\\\"", "\"") + header[(end + 1)..] : header;
    }
}
