using System.Net.Http.Headers;
using System.Text;
using Ekn.Testing;

namespace Ekn.Api.Hooks;

public sealed class EmailHooksTests
{
    private const string Secret = "an-example-of-a-secret-0123456789";

    private static readonly Dictionary<string, string> Mail = new(StringComparer.Ordinal)
    {
        ["headers"] = "Received: by mx.example.org\nMessage-ID: <m1@mail.example.org>\nFrom: Vera",
        ["from"] = "Vera Vik <Vera@example.org>",
        ["subject"] = "Re: Vi öppnar",
        ["text"] = "Jag kommer A1, åäö",
        ["SPF"] = "pass",
    };

    [DatabaseTheory]
    public async Task A_mail_is_stored_when_it_is_acknowledged(string provider)
    {
        await using var bench = await StartAsync(provider);

        var answered = await PostAsync(bench, Mail);

        Assert.Equal(204, answered.Status);
        Assert.Equal(
            (
                "email:m1@mail.example.org",
                "email",
                "vera@example.org",
                "Jag kommer A1, åäö",
                "Re: Vi öppnar",
                "proven",
                "new"
            ),
            Assert.Single(
                await bench.QueryAsync<(string, string, string, string, string, string, string)>(
                    "SELECT provider_id, channel, sender, text, subject, mark, state FROM inbound"
                )
            )
        );
    }

    [DatabaseTheory]
    public async Task The_same_mail_many_times_at_once_is_one(string provider)
    {
        await using var bench = await StartAsync(provider);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(bench, Mail)));

        Assert.All(answers, answered => Assert.Equal(204, answered.Status));
        Assert.Equal(1, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task A_form_of_many_parts_with_attachments_is_read_as_well()
    {
        await using var bench = await StartAsync();
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Mail)
        {
            form.Add(new StringContent(value), name);
        }
        // A photo is larger than anything else that strangers may send.
        form.Add(new ByteArrayContent(new byte[2_000_000]), "attachment1", "photo.jpg");

        var answered = await bench.SendAsync(HttpMethod.Post, $"/hooks/email?key={Secret}", form);

        Assert.Equal(204, answered.Status);
        Assert.Equal(["Jag kommer A1, åäö"], await bench.QueryAsync<string>("SELECT text FROM inbound"));
    }

    [Theory]
    [InlineData("iso-8859-1", "jag tar tis kväll")]
    [InlineData("Windows-1252", "jag tar tis kväll")]
    [InlineData("x-nobody-knows", "jag tar tis kv\uFFFDll")]
    public async Task A_mail_in_western_letters_is_kept_as_it_was_written(string charset, string kept)
    {
        await using var bench = await StartAsync();
        var charsets = $$"""{"to":"UTF-8","subject":"{{charset}}","from":"UTF-8","text":"{{charset}}"}""";
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Mail)
        {
            var letters = name is "text"
                ? Encoding.Latin1.GetBytes("jag tar tis kväll")
                : Encoding.UTF8.GetBytes(value);
            form.Add(new ByteArrayContent(letters), name);
        }
        form.Add(new StringContent(charsets), "charsets");

        var answered = await bench.SendAsync(HttpMethod.Post, $"/hooks/email?key={Secret}", form);

        Assert.Equal(204, answered.Status);
        Assert.Equal([kept], await bench.QueryAsync<string>("SELECT text FROM inbound"));
    }

    [Fact]
    public async Task A_short_form_in_western_letters_is_read_as_well()
    {
        await using var bench = await StartAsync();
        using var form = new StringContent(
            "from=vera%40example.org&subject=Re%3A+natten&text=jag+tar+tis+kv%E4ll&charsets=%7B%22text%22%3A%22iso-8859-1%22%7D&empty&&=",
            Encoding.ASCII,
            "application/x-www-form-urlencoded"
        );

        Assert.Equal(204, (await bench.SendAsync(HttpMethod.Post, $"/hooks/email?key={Secret}", form)).Status);
        Assert.Equal(["jag tar tis kväll"], await bench.QueryAsync<string>("SELECT text FROM inbound"));
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=from\r\n\r\nvera")]
    [InlineData("multipart/form-data; boundary=x", "no part at all")]
    public async Task A_form_that_breaks_off_is_refused_and_may_be_posted_again(string type, string body)
    {
        await using var bench = await StartAsync();
        using var form = new StringContent(body);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answered = await bench.SendAsync(HttpMethod.Post, $"/hooks/email?key={Secret}", form);

        Assert.Equal(400, answered.Status);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task The_secret_may_be_the_password_or_the_key()
    {
        await using var bench = await StartAsync();

        Assert.Equal(204, (await PostAsync(bench, Mail, "/hooks/email", Basic($"mail:{Secret}"))).Status);
        Assert.Equal(204, (await PostAsync(bench, Mail, $"/hooks/email?key={Secret}", null)).Status);
    }

    [Theory]
    [InlineData("/hooks/email", null)]
    [InlineData("/hooks/email?key=", null)]
    [InlineData("/hooks/email?key=an-example-of-a-secret-0123456788", null)]
    [InlineData("/hooks/email?key=an-example-of-a-secret-01234567890", null)]
    [InlineData("/hooks/email", "mail:wrong")]
    [InlineData("/hooks/email", "an-example-of-a-secret-0123456789:")]
    [InlineData("/hooks/email?key=an-example-of-a-secret-0123456789", "mail:wrong")]
    public async Task A_forged_secret_is_refused_and_nothing_is_kept(string path, string? login)
    {
        await using var bench = await StartAsync();

        var answered = await PostAsync(bench, Mail, path, login is null ? null : Basic(login));

        Assert.Equal(403, answered.Status);
        Assert.Contains("Ekn:Email:InboundSecret", answered.Detail);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task A_login_that_is_no_login_is_refused()
    {
        await using var bench = await StartAsync();

        Assert.Equal(403, (await PostAsync(bench, Mail, "/hooks/email", "Basic %%%")).Status);
        Assert.Equal(403, (await PostAsync(bench, Mail, "/hooks/email", "Basic")).Status);
        Assert.Equal(403, (await PostAsync(bench, Mail, "/hooks/email", $"Bearer {Secret}")).Status);
    }

    [Fact]
    public async Task Without_a_secret_in_the_settings_no_mail_is_taken()
    {
        await using var bench = await ApiBench.StartAsync();

        var answered = await PostAsync(bench, Mail, "/hooks/email?key=", null);

        Assert.Equal(503, answered.Status);
        Assert.Contains("set Ekn:Email:InboundSecret", answered.Detail);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Fact]
    public async Task What_is_no_mail_is_refused_with_what_is_missing()
    {
        await using var bench = await StartAsync();

        var noSender = await PostAsync(bench, new() { ["text"] = "A1" });
        var noForm = await bench.PostAsync($"/hooks/email?key={Secret}", new { from = "vera@example.org" });

        Assert.Equal(400, noSender.Status);
        Assert.Contains("from", noSender.Detail);
        Assert.Equal(400, noForm.Status);
        Assert.Contains("form", noForm.Detail);
        Assert.Equal(0, await bench.CountAsync("inbound"));
    }

    [Theory]
    [InlineData("SPF", "fail", "unproven")]
    [InlineData("dkim", "{@example.org : fail}", "unproven")]
    [InlineData("headers", "Auto-Submitted: auto-replied", "automatic")]
    [InlineData("subject", "Autosvar: semester", "automatic")]
    [InlineData("from", "MAILER-DAEMON@example.org", "automatic")]
    [InlineData("from", "Natt <natt@example.org>", "automatic")]
    public async Task What_is_known_of_a_mail_is_kept_with_it(string field, string value, string mark)
    {
        await using var bench = await StartAsync();

        await PostAsync(bench, new Dictionary<string, string>(Mail, StringComparer.Ordinal) { [field] = value });

        Assert.Equal([mark], await bench.QueryAsync<string>("SELECT mark FROM inbound"));
    }

    [Fact]
    public async Task Neither_secret_nor_sender_nor_words_are_logged()
    {
        await using var bench = await StartAsync();

        await PostAsync(bench, Mail, $"/hooks/email?key={Secret}", null);
        await PostAsync(bench, Mail, "/hooks/email?key=wrong-secret-of-somebody-else", null);

        Assert.DoesNotContain(
            bench.Logged,
            line =>
                line.Contains(Secret, StringComparison.Ordinal)
                || line.Contains("wrong-secret", StringComparison.Ordinal)
                || line.Contains("vera@", StringComparison.OrdinalIgnoreCase)
                || line.Contains("Jag kommer", StringComparison.Ordinal)
        );
    }

    private static Task<ApiBench> StartAsync(string provider = "sqlite") =>
        ApiBench.StartAsync(provider, settings => settings["Ekn:Email:InboundSecret"] = Secret);

    private static Task<ApiBench.Answered> PostAsync(ApiBench bench, Dictionary<string, string> form) =>
        PostAsync(bench, form, $"/hooks/email?key={Secret}", null);

    private static Task<ApiBench.Answered> PostAsync(
        ApiBench bench,
        Dictionary<string, string> form,
        string path,
        string? authorization
    ) =>
        bench.SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(form),
            null,
            authorization is null ? [] : [("Authorization", authorization)]
        );

    private static string Basic(string login) =>
        new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login))).ToString();
}
