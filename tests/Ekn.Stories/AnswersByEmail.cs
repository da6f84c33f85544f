using System.Net;
using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class AnswersByEmail
{
    private const string Secret = "an-example-of-a-secret-0123456789";

    [DatabaseTheory]
    public async Task A_volunteer_answers_the_call_in_the_mail_itself_and_is_booked_once(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;
        var call = town.MailsTo(Cast.Eva)[^1];
        Assert.Equal("svar@example.org", call.Header("Reply-To"));
        Assert.Contains("svara på det här mejlet", call.Text);

        // The service that receives mail posts twice, as it does when an acknowledgement is late.
        var answer = Answer(call.Text!, "Hej!\n\nJag kan tis kväll men först från 20.\n\nMvh Eva");
        await WriteAsync(town, Cast.Eva, answer, "m1@mail.example.org", times: 2);

        Assert.Equal(1, await CountAsync(town, "place WHERE volunteer_id IS NOT NULL"));
        Assert.Single(town.MailsTo(Cast.Eva), mail => mail.Text!.Contains("Du är BOKAD", StringComparison.Ordinal));

        var confirmed = town.MailsTo(Cast.Eva)[^1];
        Assert.Equal("<m1@mail.example.org>", confirmed.Header("In-Reply-To"));
        Assert.Equal("<m1@mail.example.org>", confirmed.Header("References"));
        Assert.Null(call.Header("In-Reply-To"));

        // What is quoted, with every code in it, answers nothing.
        await WriteAsync(town, Cast.Vera, Answer(call.Text!, "Tack!"), "m2@mail.example.org");
        Assert.Equal(1, await CountAsync(town, "place WHERE volunteer_id IS NOT NULL"));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_answer_in_old_letters_is_read_and_an_id_that_would_forge_a_head_is_not_repeated(
        string provider
    )
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;

        using var form = new MultipartFormDataContent();
        Add("from", "Eva Epost <eva@example.org>");
        Add("subject", "Re: Vi öppnar");
        Add("text", "Jag tar tis kväll");
        Add("Message-Id", "<m1@mail.example.org>\nBcc: <viktor@example.org>");
        Add("charsets", """{"from":"UTF-8","subject":"ISO-8859-1","text":"iso-8859-1"}""");
        using var http = new HttpClient();
        using var posted = await http.PostAsync(new Uri(town.WebAddress, $"/hooks/email?key={Secret}"), form);
        Assert.Equal(HttpStatusCode.NoContent, posted.StatusCode);
        await town.SettleAsync();

        Assert.Equal(1, await CountAsync(town, "place WHERE volunteer_id IS NOT NULL"));
        var confirmed = town.MailsTo(Cast.Eva)[^1];
        Assert.Contains("Du är BOKAD", confirmed.Text);
        Assert.Null(confirmed.Header("In-Reply-To"));
        Assert.Null(confirmed.Header("Bcc"));
        await story.EndAsync();

        void Add(string name, string value) =>
            form.Add(new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(value)), name);
    }

    [DatabaseTheory]
    public async Task Stop_by_email_is_the_last_that_is_heard_on_any_channel(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;

        await WriteAsync(town, Cast.Vera, "STOPP\n\nVera Vik\nEkgatan 1", "m1@mail.example.org");

        Assert.Contains("inga fler meddelanden", town.MailsTo(Cast.Vera)[^1].Text);
        var (texts, mails) = (town.TextsTo(Cast.Vera).Count, town.MailsTo(Cast.Vera).Count);
        await town.MoveToAsync("2026-12-02T12:00");
        await town.SaysAsync(Cast.Anna, "JA B");
        Assert.Equal(texts, town.TextsTo(Cast.Vera).Count);
        Assert.Equal(mails, town.MailsTo(Cast.Vera).Count);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_absence_note_changes_nothing_and_gets_no_answer(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;
        var mails = town.Mail.Mails.Count;

        await WriteAsync(
            town,
            Cast.Eva,
            "Jag är på semester och kan inte svara. Ring A1 växel.",
            "m1@mail.example.org",
            headers: "Auto-Submitted: auto-replied"
        );

        Assert.Equal(0, await CountAsync(town, "place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(1, await CountAsync(town, "inbound WHERE mark = 'automatic' AND state = 'handled'"));
        Assert.Equal(mails, town.Mail.Mails.Count);
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Whoever_does_not_know_the_secret_or_cannot_prove_the_sender_books_and_decides_nothing(
        string provider
    )
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;

        Assert.Equal(
            HttpStatusCode.Forbidden,
            await PostAsync(town, Cast.Eva, "A1", "m1@mail.example.org", "", "a-guess-at-the-secret-0123456789")
        );
        Assert.Equal(0, await CountAsync(town, "inbound WHERE channel = 'email'"));

        await WriteAsync(town, Cast.Eva, "A1", "m2@mail.example.org", headers: "Authentication-Results: mx; spf=fail");
        Assert.Equal(0, await CountAsync(town, "place WHERE volunteer_id IS NOT NULL"));

        // Genuine or not: a coordinator's mail opens and closes nothing.
        await WriteAsync(town, Cast.Anna, "STÄNG A vattenläcka", "m3@mail.example.org");
        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        Assert.Contains("Inget har ändrats", town.MailsTo(Cast.Anna)[^1].Text);
        await story.EndAsync();
    }

    /// <summary>As Gmail writes it.</summary>
    private static string Answer(string quoted, string answer) =>
        $"{answer}\n\nDen tis 1 dec. 2026 kl 12:05 skrev Extra kalla nätter <ekn@example.org>:\n\n"
        + string.Join('\n', quoted.ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}".TrimEnd()));

    private static async Task WriteAsync(
        Stockholm town,
        Person person,
        string text,
        string messageId,
        string headers = "",
        int times = 1
    )
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(HttpStatusCode.NoContent, await PostAsync(town, person, text, messageId, headers, Secret));
        }
        await town.SettleAsync();
    }

    private static async Task<HttpStatusCode> PostAsync(
        Stockholm town,
        Person person,
        string text,
        string messageId,
        string headers,
        string secret
    )
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["from"] = $"{person.Name} <{person.Email}>",
                ["subject"] = "Re: Vi öppnar natten: kan du komma?",
                ["text"] = text,
                ["headers"] = $"Message-ID: <{messageId}>\n{headers}",
            }
        );
        using var answer = await http.PostAsync(new Uri(town.WebAddress, $"/hooks/email?key={secret}"), form);
        return answer.StatusCode;
    }

    private static async Task<long> CountAsync(Stockholm town, string rows)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.SingleAsync<long>($"SELECT COUNT(*) FROM {rows}", null, default);
    }

    /// <summary>Tuesday 1 December, 12:00: cold, Anna has said yes, and the volunteers are asked.</summary>
    private static async Task<Story> OpenNightAsync(string provider)
    {
        var story = await Story.BeginAsync(
            provider,
            "2026-12-01T11:58",
            Cast.Few,
            ("Ekn:Email:InboundSecret", Secret),
            ("Ekn:Email:ReplyTo", "svar@example.org")
        );
        story.Town.Smhi.Serve(ForecastScript.Cold(-12));
        await story.Town.MoveToAsync("2026-12-01T12:00");
        await story.Town.SaysAsync(Cast.Anna, "JA");
        return story;
    }
}
