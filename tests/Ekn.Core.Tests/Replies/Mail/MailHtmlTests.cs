using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Replies.Mail;

public sealed class MailHtmlTests
{
    [Theory]
    [InlineData("<p>A1</p>", "A1")]
    [InlineData("<html><head><style>p { color: red }</style></head><body>A1<br>B2</body></html>", "A1\nB2")]
    [InlineData("<div>Jag kan <b>tis&nbsp;kv&auml;ll</b></div>", "Jag kan tis kväll")]
    [InlineData("inget &lt;html&gt; alls", "inget <html> alls")]
    [InlineData("1 < 2", "1 < 2")]
    [InlineData("a <b", "a <b")]
    [InlineData("<script>STOPP</script>A1<!-- nej --> ja", "A1 ja")]
    [InlineData("", "")]
    public void The_words_are_kept(string html, string text) => Assert.Equal(text, MailHtml.ToText(html));

    [Theory]
    [InlineData(
        """<div dir="ltr">A1</div><br><div class="gmail_quote"><div class="gmail_attr">Den m&aring;n 30 nov. 2026 kl 12:05 skrev Extra kalla n&auml;tter &lt;<a href="mailto:ekn@example.org">ekn@example.org</a>&gt;:<br></div><blockquote><p>Pass: A2</p><p>Svara NEJ</p></blockquote></div>"""
    )]
    [InlineData(
        """<html><body><div>A1</div><div id="ms-outlook-mobile-signature">H&auml;mta <a href="https://aka.ms/x">Outlook f&ouml;r iOS</a></div><hr><div id="divRplyFwdMsg"><b>Fr&aring;n:</b> Extra kalla n&auml;tter &lt;ekn@example.org&gt;<br><b>Skickat:</b> den 30 november 2026<br><b>Till:</b> Vera<br><b>&Auml;mne:</b> Vi</div><div>Pass: A2. Svara NEJ</div></body></html>"""
    )]
    [InlineData(
        """<html><body>A1<br><div dir="ltr">Skickat fr&aring;n min iPhone</div><div dir="ltr"><br><blockquote type="cite">30 nov. 2026 kl. 12:05 skrev Extra kalla n&auml;tter &lt;ekn@example.org&gt;:<br><br></blockquote></div><blockquote type="cite"><div>Pass: A2</div></blockquote></body></html>"""
    )]
    public void A_mail_of_a_known_program_gives_the_answer_alone(string html) =>
        Assert.Equal(new MailAnswer("A1", IsSure: true), MailAnswer.Read(MailHtml.ToText(html)));

    [Fact]
    public void No_html_throws()
    {
        string[] pieces =
        [
            "<",
            ">",
            "</",
            "<p>",
            "<blockquote>",
            "</blockquote>",
            "<!--",
            "-->",
            "&amp;",
            "&#0;",
            "&#x110000;",
            "A1",
            "<style>",
            "\n",
        ];
        Prop.ForAll(
                Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary(),
                html => MailAnswer.Read(MailHtml.ToText(html)).Text.Length <= html.Length
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
