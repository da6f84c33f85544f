namespace Ekn.Worker.Commands;

public sealed class StatusCommandTests
{
    [Fact]
    public async Task The_last_run_of_each_job_is_shown()
    {
        await using var home = TestHome.AsShipped();
        (await home.RunAsync("migrate")).IsDone();
        await using (var session = await home.Database().OpenAsync(default))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO job_run (job, due_at, started_at, ended_at, outcome, note) VALUES
                ('noon', '2026-11-30T11:00:00.000Z', '2026-11-30T11:00:00.000Z', '2026-11-30T11:00:05.000Z', 'done', 'yesterday'),
                ('noon', '2026-12-01T11:00:00.000Z', '2026-12-01T11:00:00.000Z', '2026-12-01T11:00:05.000Z', 'failed', 'TimeoutException')
                """,
                null,
                default
            );
        }

        var text = (await home.RunAsync("status")).IsDone().Output;
        var json = (await home.RunAsync("status", "--json")).IsDone().Json;

        Assert.Contains("due 2026-12-01 12:00  failed: TimeoutException", text);
        Assert.DoesNotContain("yesterday", text);
        Assert.Equal("failed", json.GetProperty("jobs")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Each_gateway_and_mail_say_since_when_they_refuse_or_when_they_last_took_a_message()
    {
        await using var home = await TestHome.CompleteAsync();
        (await home.RunAsync("migrate")).IsDone();
        Assert.Contains(
            "The first SMS gateway: has not taken any message yet.",
            (await home.RunAsync("status")).IsDone().Output
        );
        Assert.DoesNotContain("second", (await home.RunAsync("status")).IsDone().Output);
        home.Set("Ekn:Sms:Second:BaseUrl", "http://127.0.0.1:9");
        home.Set("Ekn:Sms:Second:AccountSid", "AC00000000000000000000000000000002");
        home.Set("Ekn:Sms:Second:AuthToken", "2123456789abcdef0123456789abcdef");
        home.Set("Ekn:Sms:Second:From", "+46701740698");
        Assert.Contains(
            "The second SMS gateway: has not taken any message yet.",
            (await home.RunAsync("status")).IsDone().Output
        );
        await using (var session = await home.Database().OpenAsync(default))
        {
            await session.ExecuteAsync(
                """
                INSERT INTO outbox (message_key, purpose, revision, recipient, channel, address, name, text, reference, obeys_stop,
                    created_at, expires_at, next_attempt_at, state, gateway, accepted_at, last_error, last_error_at) VALUES
                ('a', 'booked', 0, 'volunteer:1', 'sms', '+46701740620', 'V', 't', 'r1', 1, '2026-12-01T10:00:00.000Z',
                    '2026-12-02T10:00:00.000Z', '2026-12-01T10:00:00.000Z', 'delivered', 'first:AC1', '2026-12-01T10:00:00.000Z', NULL, NULL),
                ('b', 'booked', 0, 'volunteer:1', 'sms', '+46701740620', 'V', 't', 'r2', 1, '2026-12-01T10:30:00.000Z',
                    '2026-12-02T10:00:00.000Z', '2026-12-01T10:30:00.000Z', 'queued', 'first:AC1', NULL, 'The login is refused.', '2026-12-01T11:45:00.000Z'),
                ('c', 'booked', 0, 'volunteer:1', 'sms', '+46701740620', 'V', 't', 'r3', 1, '2026-12-01T10:40:00.000Z',
                    '2026-12-02T10:00:00.000Z', '2026-12-01T10:40:00.000Z', 'delivered', 'second:AC2', '2026-12-01T10:40:00.000Z', NULL, NULL);
                INSERT INTO alert (alert_key, kind, detail, raised_at) VALUES
                ('GatewayRefuses||sms', 'GatewayRefuses', 'd', '2026-12-01T10:31:00.000Z'),
                ('MailRefuses||email', 'MailRefuses', 'The certificate is not trusted.', '2026-12-01T09:00:00.000Z')
                """,
                null,
                default
            );
        }

        var text = (await home.RunAsync("status")).IsDone().Output;
        var outlets = (await home.RunAsync("status", "--json")).IsDone().Json.GetProperty("outlets");

        Assert.Contains(
            "The first SMS gateway: refuses since 2026-12-01 11:31 (The login is refused); last took a message 2026-12-01 11:00.",
            text
        );
        Assert.Contains("The second SMS gateway: last took a message 2026-12-01 11:40.", text);
        Assert.Contains(
            "Mail: refuses since 2026-12-01 10:00 (The certificate is not trusted); has not taken any message yet.",
            text
        );
        Assert.Equal(
            ["first refuses", "second well", "mail refuses"],
            outlets.EnumerateArray().Select(one => $"{one.GetProperty("name")} {one.GetProperty("state")}")
        );
        Assert.Equal("2026-12-01T11:31:00+01:00", outlets[0].GetProperty("refusesSince").GetString());
        Assert.Equal("2026-12-01T11:40:00+01:00", outlets[1].GetProperty("lastTookAt").GetString());
    }

    [Fact]
    public async Task The_schema_is_made_once()
    {
        await using var home = TestHome.AsShipped();

        Assert.StartsWith("Ran ", (await home.RunAsync("migrate")).IsDone().Output);
        Assert.Equal("The schema was up to date.", (await home.RunAsync("migrate")).IsDone().Output.TrimEnd());
        Assert.Contains("No job has run yet.", (await home.RunAsync("status")).IsDone().Output);
    }
}
