using System.Net;
using Ekn.Simulators.Mail;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;

namespace Ekn.Worker.Commands;

public sealed class DoctorCommandTests : IAsyncLifetime
{
    private readonly SmsGatewaySettings account = new();
    private SmhiSimulator smhi = null!;
    private SmsGatewaySimulator gateway = null!;
    private MailServerSimulator mail = null!;
    private TestHome home = null!;

    public async Task InitializeAsync()
    {
        smhi = await SmhiSimulator.StartAsync();
        gateway = await SmsGatewaySimulator.StartAsync(account);
        mail = new MailServerSimulator(new NetworkCredential("ekn", "secret"));
        home = await TestHome.CompleteAsync();
        home.Set("Ekn:Smhi:ForecastBaseUrl", smhi.BaseAddress.ToString());
        home.Set("Ekn:Smhi:WarningsBaseUrl", smhi.BaseAddress.ToString());
        home.Set("Ekn:Sms:BaseUrl", gateway.BaseUrl.ToString());
        home.Set("Ekn:Email:Port", mail.Port);
        (await home.RunAsync("migrate")).IsDone();
    }

    public async Task DisposeAsync()
    {
        await home.DisposeAsync();
        await mail.DisposeAsync();
        await gateway.DisposeAsync();
        await smhi.DisposeAsync();
    }

    [Fact]
    public async Task A_healthy_service_has_a_line_for_each_thing_it_leans_on()
    {
        var run = (await home.RunAsync("doctor")).IsDone();

        string[] things =
        [
            "settings",
            "texts",
            "people",
            "database",
            "clock",
            "forecast",
            "warnings",
            "sms",
            "sms-second",
            "mail",
        ];
        Assert.Equal(things, run.Output.TrimEnd().Split('\n').Select(line => line[9..line.IndexOf(':')]));
        Assert.All(run.Output.TrimEnd().Split('\n'), line => Assert.StartsWith("ok ", line));
    }

    [Fact]
    public async Task Nothing_is_sent()
    {
        await home.RunAsync("doctor");

        Assert.Empty(gateway.Messages);
        Assert.Empty(mail.Mails);
        Assert.DoesNotContain(
            mail.Commands,
            command => command.ToString().Contains("MAIL", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_wrong_login_at_the_gateway_is_found()
    {
        home.Set("Ekn:Sms:AuthToken", "ffffffffffffffffffffffffffffffff");

        await FailsAsync("sms", "401");
    }

    [Fact]
    public async Task A_dead_gateway_is_found()
    {
        home.Set("Ekn:Sms:BaseUrl", "http://127.0.0.1:9");

        await FailsAsync("sms", "could not be reached");
    }

    [Fact]
    public async Task A_dead_mail_server_is_found()
    {
        home.Set("Ekn:Email:Port", 9);

        await FailsAsync("mail", "cannot be reached");
    }

    [Fact]
    public async Task A_mail_server_whose_certificate_is_not_trusted_is_found()
    {
        home.Set("Ekn:Email:Security", "StartTls");

        await FailsAsync("mail", "certificate that is not trusted");
    }

    [Fact]
    public async Task A_port_that_speaks_no_mail_is_found()
    {
        home.Set("Ekn:Email:Port", smhi.BaseAddress.Port);
        home.Set("Ekn:Email:Timeout", "00:00:02");

        var run = await home.RunAsync("doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAILED   mail", run.Output);
    }

    [Fact]
    public async Task A_dead_forecast_is_found()
    {
        smhi.Forecast.Fail(new SmhiFault.Status(404));

        await FailsAsync("forecast", "HTTP 404");
    }

    [Fact]
    public async Task Missing_settings_are_found_and_what_needs_them_says_so()
    {
        home.Set("Ekn:Sms:AccountSid", "");

        var run = await home.RunAsync("doctor");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("FAILED   settings: Ekn:Sms:AccountSid is missing", run.Output);
        Assert.Contains("FAILED   sms: could not be looked at; mend the settings first.", run.Output);
        Assert.Contains("ok       mail", run.Output);
    }

    [Fact]
    public async Task A_rehearsal_clock_and_a_lone_coordinator_are_warnings()
    {
        home.Set("Ekn:Clock:Start", "2026-12-01T11:58:00+01:00");
        home.Set("Ekn:People:SiteLeads", new System.Text.Json.Nodes.JsonArray());

        var run = (await home.RunAsync("doctor")).IsDone();

        Assert.Contains("warning  clock", run.Output);
        Assert.Contains("warning  people", run.Output);
    }

    [Fact]
    public async Task In_json_the_checks_are_a_document()
    {
        home.Set("Ekn:Sms:BaseUrl", "http://127.0.0.1:9");

        var run = await home.RunAsync("doctor", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.False(run.Json.GetProperty("healthy").GetBoolean());
        Assert.Contains(
            run.Json.GetProperty("checks").EnumerateArray(),
            check => $"{check.GetProperty("of")} {check.GetProperty("state")}" == "sms failed"
        );
    }

    private async Task FailsAsync(string of, string part)
    {
        var run = await home.RunAsync("doctor");

        Assert.Equal(1, run.ExitCode);
        var line = run.Output.Split('\n').Single(line => line.StartsWith($"FAILED   {of}:"));
        Assert.Contains(part, line);
        Assert.Single(run.Output.Split('\n'), other => other.StartsWith("FAILED"));
        Assert.Equal($"Something needs to be mended: {of}.", run.Error.TrimEnd());
    }
}
