using Ekn.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Replies.Mail;

public sealed class MailAnswerTests
{
    private const string Letter =
        "Hej Vera!\n\nVi öppnar natten tis 1/12 mot ons 2/12.\n\nPass som behöver folk: A1 kväll, A2 natt\n\nVälj pass eller tacka nej:\nhttps://ekn.example.org/l/abc";

    /// <summary>How known programs quote, above the answer or below it: {0} is the letter, {1} the letter with marks.</summary>
    private static readonly Dictionary<string, string> Clients = new(StringComparer.Ordinal)
    {
        ["Gmail sv"] = "\n\nDen mån 30 nov. 2026 kl 12:05 skrev Extra kalla nätter <ekn@example.org>:\n\n{1}",
        ["Gmail sv, broken"] = "\n\nDen mån 30 nov. 2026 kl 12:05 skrev Extra kalla nätter <\nekn@example.org>:\n\n{1}",
        ["Gmail en"] =
            "\r\n\r\nOn Mon, Nov 30, 2026 at 12:05 PM Extra kalla nätter <ekn@example.org>\r\nwrote:\r\n\r\n{1}\r\n",
        ["Apple sv"] =
            "\n\nSkickat från min iPhone\n\n> 30 nov. 2026 kl. 12:05 skrev Extra kalla nätter <ekn@example.org>:\n> \n{1}",
        ["Apple sv, unmarked head"] = "\n\n30 nov. 2026 kl. 12:05 skrev Extra kalla nätter <ekn@example.org>:\n\n{1}",
        ["Apple en"] =
            "\n\nSent from my iPhone\n\n> On 30 Nov 2026, at 12:05, Extra kalla nätter <ekn@example.org> wrote:\n> \n{1}",
        ["Outlook sv"] =
            "\n\n-----Ursprungligt meddelande-----\nFrån: Extra kalla nätter <ekn@example.org> \nSkickat: den 30 november 2026 12:05\nTill: Vera Vik\nÄmne: Vi öppnar\n\n{0}",
        ["Outlook sv, bare"] =
            "\n\nFrån: Extra kalla nätter <ekn@example.org>\nSkickat: den 30 november 2026 12:05\nTill: vera@example.org\nÄmne: Vi öppnar\n\n{0}",
        ["Outlook sv, bold"] =
            "\n\n*Från:* Extra kalla nätter <ekn@example.org>\n*Skickat:* den 30 november 2026 12:05\n*Till:* vera@example.org\n*Ämne:* Vi öppnar\n\n{0}",
        ["Outlook en"] =
            "\n\nFrom: Extra kalla nätter <ekn@example.org>\nSent: Monday, November 30, 2026 12:05 PM\nTo: Vera\nSubject: Vi öppnar\n\n{0}",
        ["Outlook phone"] =
            "\n\nHämta Outlook för iOS<https://aka.ms/o0ukef>\n________________________________\nFrån: Extra kalla nätter <ekn@example.org>\nSkickat: Monday, November 30, 2026 12:05:00 PM\nTill: Vera\nÄmne: Vi öppnar\n\n{0}",
        ["Outlook en phone"] =
            "\n\nGet Outlook for Android<https://aka.ms/x>\n________________________________\nFrom: Extra kalla nätter <ekn@example.org>\nSent: Monday, November 30, 2026\nTo: Vera\nSubject: Vi\n\n{0}",
        ["Samsung"] =
            "\n\n\nSkickat från min Galaxy\n\n-------- Originalmeddelande --------\nFrån: Extra kalla nätter <ekn@example.org>\nDatum: 2026-11-30 12:05 (GMT+01:00)\nTill: vera@example.org\nÄmne: Vi öppnar\n\n{0}",
        ["Thunderbird sv"] = "\n\nDen 2026-11-30 kl. 12:05, skrev Extra kalla nätter:\n{1}",
        ["Thunderbird en"] = "\n\nOn 30/11/2026 12:05, Extra kalla nätter wrote:\n{1}",
        ["Yahoo"] =
            "\n\nSkickat från Yahoo Mail för iPhone\n\nDen måndag, november 30, 2026, 12:05 em, skrev Extra kalla nätter <ekn@example.org>:\n\n{0}",
        ["Gmail app sv"] = "\n\nDen tis 1 dec. 2026 12:05Extra kalla nätter <ekn@example.org> skrev:\n\n{1}",
        ["Proton"] =
            "\n\nSkickat med Proton Mail säker e-post.\n\nDen tisdag den 1 december 2026 kl. 12:05, Extra kalla nätter <ekn@example.org> skrev:\n\n{1}",
        ["Windows Mail"] =
            "\n\nSkickades från E-post för Windows\n\nFrån: Extra kalla nätter\nSkickat: den 1 december 2026 12:05\nTill: vera@example.org\nÄmne: Vi öppnar\n\n{0}",
        ["Webmail"] = "\n\n----- Ursprungsmeddelande -----\nÄmne: Vi öppnar\n\n{0}",
        ["Signature"] = "\n\n-- \nVera Vik\nEkgatan 1\nA2 B3\n070-174 06 14",
        ["Signature and quote"] =
            "\n\n-- \nVera Vik\n\nDen mån 30 nov. 2026 kl 12:05 skrev Extra kalla nätter <ekn@example.org>:\n\n{1}",
        ["Nothing"] = "",
    };

    public static TheoryData<string> KnownClients() => [.. Clients.Keys];

    [Theory]
    [MemberData(nameof(KnownClients))]
    public void Of_a_known_program_nothing_but_the_answer_is_left(string client)
    {
        foreach (
            var answer in new[]
            {
                "A1",
                "Hej!\n\nJag kan tis kväll men först från 22.\n\nMvh Vera",
                "Nej tyvärr",
                "STOPP",
            }
        )
        {
            Assert.Equal(new MailAnswer(answer, IsSure: true), MailAnswer.Read(Mail(answer, client)));
        }
    }

    [Theory]
    [InlineData("Gmail sv")]
    [InlineData("Gmail en")]
    [InlineData("Thunderbird sv")]
    [InlineData("Apple en")]
    public void An_answer_under_a_marked_quote_is_found(string client) =>
        Assert.Equal(
            new MailAnswer("A1", IsSure: true),
            MailAnswer.Read(Mail("", client).TrimStart() + "\n\nA1\n\n-- \nVera")
        );

    [Theory]
    [InlineData("Outlook sv")]
    [InlineData("Outlook phone")]
    [InlineData("Samsung")]
    [InlineData("Yahoo")]
    public void Under_a_quote_without_marks_nobody_can_tell_what_is_the_answer(string client)
    {
        var read = MailAnswer.Read(Mail("", client) + "\n\nA1");

        Assert.False(read.IsSure);
        Assert.EndsWith("A1", read.Text);
    }

    [Fact]
    public void An_answer_above_and_another_below_are_for_a_person() =>
        Assert.False(MailAnswer.Read(Mail("A1", "Gmail sv") + "\n\nnej förresten").IsSure);

    [Fact]
    public void Answers_between_the_lines_are_for_a_person() =>
        Assert.False(MailAnswer.Read("> Kan du tis kväll?\n\nja\n\n> Kan du ons kväll?\n\nnej\n").IsSure);

    [Fact]
    public void A_quoted_line_that_was_broken_is_not_taken_for_an_answer() =>
        Assert.False(MailAnswer.Read("> Svara med koden för passet eller\nNEJ\n").IsSure);

    [Fact]
    public void A_quote_and_nothing_else_says_nothing() =>
        Assert.False(MailAnswer.Read(Mail("", "Gmail sv"), "Re: A1").IsSure);

    [Theory]
    [InlineData("A1\nDen mån 30 nov. 2026 kl 12:05 skrev Ekn <e@example.org>:\n> x", "A1")]
    [InlineData("1 och 2\nDen mån 30 nov. 2026 kl 12:05 skrev Ekn <\ne@example.org>:\n> x", "1 och 2")]
    [InlineData("Den 2 kan jag natten\nmen inte kvällen", "Den 2 kan jag natten\nmen inte kvällen")]
    [InlineData("Från: kl 22 kan jag A1", "Från: kl 22 kan jag A1")]
    [InlineData("A1\n--------\nmen bara till 23", "A1\n--------\nmen bara till 23")]
    [InlineData("On Tuesday I can do A1", "On Tuesday I can do A1")]
    [InlineData("A1\n\nVera Vik\nTel: 070-174 06 14\nvera@example.org", "A1\n\nVera Vik")]
    [InlineData("Jag skrev fel, jag menar: A2", "Jag skrev fel, jag menar: A2")]
    [InlineData("A1\n2/12 natt", "A1\n2/12 natt")]
    public void What_somebody_writes_is_never_cut(string body, string answer) =>
        Assert.Equal(new MailAnswer(answer, IsSure: true), MailAnswer.Read(body));

    [Theory]
    [InlineData("A1", "A1", true)]
    [InlineData("Re: A1", "A1", true)]
    [InlineData("SV: Re: nej tack", "nej tack", true)]
    [InlineData("Jag kan tis kväll från 22", "Jag kan tis kväll från 22", true)]
    [InlineData("Re: Du är bokad: kväll tis 1/12", "Du är bokad: kväll tis 1/12", false)]
    [InlineData(
        "Sv: Vi öppnar natten tis 1/12 mot ons 2/12: kan du komma?",
        "Vi öppnar natten tis 1/12 mot ons 2/12: kan du komma?",
        false
    )]
    [InlineData(null, "", true)]
    public void An_empty_mail_is_read_by_its_subject_unless_that_is_ours(string? subject, string answer, bool isSure)
    {
        Assert.Equal(new MailAnswer(answer, isSure), MailAnswer.Read(" \n", subject));
        Assert.Equal(new MailAnswer(answer, isSure), MailAnswer.Read("Skickat från min iPhone", subject));
    }

    [Fact]
    public void No_mail_throws_and_no_answer_is_longer_than_its_mail() =>
        Check(
            AnyMail,
            body =>
            {
                var read = MailAnswer.Read(body);
                return read.Text.Length <= body.Length && read == MailAnswer.Read(body);
            }
        );

    [Fact]
    public void Nothing_of_a_quote_survives_whatever_was_quoted_and_answered() =>
        Check(
            Gen.Zip(Gen.Zip(Gen.Elements(Answers), Gen.Elements(Clients.Keys.ToArray())), Soup),
            parts =>
            {
                var ((answer, client), quoted) = parts;
                var read = MailAnswer.Read(Mail(answer, client, $"Hej Vera!\n{quoted}"));
                return read.IsSure && read.Text == answer;
            }
        );

    [Fact]
    public void A_very_long_mail_is_read_in_no_time()
    {
        foreach (var part in new[] { "> a\n", "a\n\n", "________\n", "Från: a\n", "Den 2026 skrev\n", "-- \n" })
        {
            var mail = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length));

            var took = WorkTime.Of(() =>
            {
                MailAnswer.Read(mail);
                MailHtml.ToText(string.Concat(Enumerable.Repeat("<div><", 30_000)));
            });

            Assert.True(took < TimeSpan.FromSeconds(2), $"{part} took {took}");
        }
    }

    private static readonly string[] Answers = ["A1", "kan ta tis kväll", "nej\n\ntyvärr", "Ja, A1.\n\nMvh\nVera"];

    private static readonly string[] Pieces =
    [
        "A1",
        "NEJ",
        "\n",
        "\n\n",
        ">",
        "> ",
        "Den 30 nov. 2026 kl 12:05 skrev X <x@example.org>:",
        "-- ",
        "________________________________",
        "Från: X",
        "Skickat: 30 nov",
        "Till: Y",
        "Ämne: Z",
        "-----Original Message-----",
        "Sent from my iPhone",
        "Hej!",
        "\r\n",
        "\u2028",
        ":",
        "svara med koden",
    ];

    private static readonly Gen<string> Soup = Gen.Elements(Pieces)
        .ArrayOf()
        .Select(pieces => string.Join("\n", pieces));

    private static readonly Gen<string> Noise = Gen.Choose(0, 0xFFFF)
        .Select(code => (char)code)
        .ArrayOf()
        .Select(characters => new string(characters));

    private static readonly Gen<string> AnyMail = Gen.OneOf(
        Soup,
        Noise,
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat)
    );

    private static string Mail(string answer, string client, string letter = Letter)
    {
        var marked = string.Join(
            '\n',
            letter.ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}".TrimEnd())
        );
        return answer
            + Clients[client]
                .Replace("{0}", letter, StringComparison.Ordinal)
                .Replace("{1}", marked, StringComparison.Ordinal);
    }

    private static void Check<T>(Gen<T> mails, Func<T, bool> holds) =>
        Prop.ForAll(mails.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
