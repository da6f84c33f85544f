using Ekn.Core.Channels.Sms.Twilio;
using Ekn.Core.Dispatch;
using Ekn.Core.Storage;
using Ekn.Testing;

namespace Ekn.Api.Pages.Coordinator;

public sealed class MessagesPageTests
{
    private const string Messages = "/coordinator/nights/2026-12-01/messages";

    [Fact]
    public async Task Each_kind_the_night_and_the_season_have_their_cost_in_kronor()
    {
        await using var bench = await BenchAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered', accepted_at = '2026-12-01T11:00:00.000Z'");
        await bench.ExecuteAsync("UPDATE outbox SET segments = 0 WHERE channel = 'sms'");
        await bench.ExecuteAsync(
            "UPDATE outbox SET segments = 3 WHERE id = (SELECT MIN(id) FROM outbox WHERE channel = 'sms' AND night = '2026-12-01')"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);
        // A text about no night belongs to the season alone.
        await bench.ExecuteAsync(
            "UPDATE outbox SET segments = 1, night = NULL WHERE id = (SELECT MAX(id) FROM outbox WHERE channel = 'sms' AND night = '2026-12-01')"
        );

        var shown = await anna.GetAsync(Messages);
        Assert.Contains("3 delar, 1,50 kr", shown.Words);
        Assert.Contains("3 sms-delar, 1,50 kr", shown.Words);
        Assert.Contains("2,00 kr", shown.Words);

        Assert.Contains("2,00 kr", (await anna.GetAsync("/coordinator/season")).Words);
    }

    [Fact]
    public async Task Each_kind_has_one_row_and_the_season_counts_nights_to_come_too()
    {
        await using var bench = await BenchAsync();
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'delivered', segments = 2, purpose = CASE WHEN id % 2 = 0 THEN 'one-of-tomorrow' ELSE 'another-of-tomorrow' END WHERE channel = 'sms'"
        );
        await bench.ExecuteAsync(
            "UPDATE outbox SET night = '2026-12-02' WHERE id = (SELECT MAX(id) FROM outbox WHERE channel = 'sms')"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync(Messages);

        var kinds = shown.Page.QuerySelectorAll("tbody th").Select(row => row.TextContent).ToList();
        Assert.Equal(kinds.Distinct(), kinds);
        Assert.Contains(
            $"Hela säsongen hittills: {await bench.CountAsync("outbox", "channel = 'sms'")},00 kr.",
            shown.Words
        );
    }

    [Fact]
    public async Task Exercises_have_a_line_of_their_own_beside_the_season()
    {
        await using var bench = await BenchAsync();
        await bench.ExecuteAsync("UPDATE outbox SET state = 'delivered', segments = 0 WHERE channel = 'sms'");
        await bench.ExecuteAsync(
            "UPDATE outbox SET segments = 3 WHERE id = (SELECT MIN(id) FROM outbox WHERE channel = 'sms' AND night = '2026-12-01')"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);
        Assert.DoesNotContain("Övningar", (await anna.GetAsync(Messages)).Words);
        await bench.ExecuteAsync(
            "UPDATE outbox SET segments = 8, practice = 1 WHERE id = (SELECT MAX(id) FROM outbox WHERE channel = 'sms' AND night = '2026-12-01')"
        );

        var shown = (await anna.GetAsync(Messages)).Words;
        Assert.Contains("Hela säsongen hittills: 1,50 kr.", shown);
        Assert.Contains("Övningar under säsongen: 8 sms-delar, 4,00 kr.", shown);

        var season = (await anna.GetAsync("/coordinator/season")).Words;
        Assert.Contains("1,50 kr för", season);
        Assert.Contains("4,00 kr för 1 sms i övningar (8 delar)", season);
    }

    [Fact]
    public async Task What_is_in_doubt_is_sent_anyway_only_when_a_coordinator_decides_so_and_once()
    {
        await using var bench = await BenchAsync();
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'unknown', first_attempt_at = '2026-12-01T10:00:00.000Z', next_attempt_at = '2026-12-01T13:00:00.000Z' WHERE recipient = 'volunteer:1' AND channel = 'sms'"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);
        var shown = await anna.GetAsync(Messages);
        Assert.Contains("kan ha gått ut", shown.Words);
        var form = new[] { "form", "__RequestVerificationToken" }
            .Select(name => (name, shown.Page.QuerySelector($"main form input[name={name}]")!.GetAttribute("value")!))
            .ToArray();

        await anna.PostAsync(Messages, form);
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'unknown' WHERE recipient = 'volunteer:1' AND channel = 'sms'"
        );
        await anna.PostAsync(Messages, form);

        Assert.Equal(1, await bench.CountAsync("change_event", "kind = 'texts.sent-anyway'"));
        Assert.Equal(
            0,
            await bench.CountAsync("outbox", "recipient = 'volunteer:1' AND channel = 'sms' AND state = 'queued'")
        );
    }

    [Fact]
    public async Task Where_nothing_is_in_doubt_there_is_no_such_button()
    {
        await using var bench = await BenchAsync();
        var anna = await bench.BrowserAsync(Cast.Anna);

        var shown = await anna.GetAsync(Messages);

        Assert.Null(shown.Page.QuerySelector("button.danger"));
    }

    [DatabaseTheory]
    public async Task Why_a_message_failed_is_said_in_the_readers_language(string provider)
    {
        await using var bench = await ApiBench.StartAsync(provider);
        await bench.RegisterAsync();
        await bench.OpenAsync();
        await FailsAsync(bench, "30003");
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = 'expired', last_error = 'The server asks to try later.' WHERE id = (SELECT MAX(id) FROM outbox WHERE night = '2026-12-01' AND channel = 'email')"
        );
        var anna = await bench.BrowserAsync(Cast.Anna);

        await anna.GetAsync(Messages);
        Assert.Contains("telefonen är avstängd eller utom räckhåll (30003)", anna.Words);
        // As it was written before.
        Assert.Contains("The server asks to try later.", anna.Words);
        await anna.GetAsync(Messages.Replace("messages", "call-list"));
        Assert.Contains("telefonen är avstängd eller utom räckhåll (30003)", anna.Words);
        await anna.GetAsync("/status");
        Assert.Matches(
            @"Minst ett meddelande gick inte fram: \D+ med sms till volontär \d+: telefonen är avstängd eller utom räckhåll \(30003\)\.",
            anna.Words
        );

        await anna.PostAsync("/language", ("lang", "en"), ("back", "/status"));
        Assert.Matches(
            @"At least one message did not get through: \D+ by text to volunteer \d+: the phone is off or out of reach \(30003\)\.",
            anna.Words
        );
        await anna.GetAsync(Messages);
        Assert.Contains("the phone is off or out of reach (30003)", anna.Words);
    }

    /// <summary>The provider's receipt says that a text to Vera, who has no other channel here, did not arrive.</summary>
    private static async Task FailsAsync(ApiBench bench, string code)
    {
        await bench.ExecuteAsync("DELETE FROM spare");
        await bench.ExecuteAsync("DELETE FROM outbox WHERE recipient = 'volunteer:1' AND channel = 'email'");
        var message = await bench.QueryAsync<string>(
            "SELECT reference FROM outbox WHERE recipient = 'volunteer:1' ORDER BY id DESC"
        );
        TwilioInbound.TryReadReceipt(
            [new("MessageSid", "SM77"), new("MessageStatus", "undelivered"), new("ErrorCode", code)],
            message[0],
            out var receipt
        );
        await bench
            .Get<Database>()
            .InTransactionAsync(
                session =>
                    bench
                        .Get<Receipts>()
                        .RecordAsync(
                            session,
                            receipt!.Reference,
                            receipt.ProviderId,
                            receipt.Status,
                            receipt.ErrorReason,
                            receipt.OptedOut,
                            default
                        ),
                default
            );
    }

    [Fact]
    public async Task Both_gateways_are_on_the_status_page_where_there_are_two()
    {
        await using var one = await ApiBench.StartAsync();
        Assert.DoesNotContain(
            "Andra sms-tjänsten",
            (await (await one.BrowserAsync(Cast.Anna)).GetAsync("/status")).Words
        );

        await using var two = await ApiBench.StartAsync(settings: values =>
        {
            values["Ekn:Sms:Second:BaseUrl"] = "http://127.0.0.1:9";
            values["Ekn:Sms:Second:AccountSid"] = "AC2";
            values["Ekn:Sms:Second:AuthToken"] = new string('2', 32);
            values["Ekn:Sms:Second:From"] = "+46701740698";
        });
        await two.ExecuteAsync(
            "INSERT INTO alert (alert_key, kind, detail, raised_at) VALUES ('GatewayRefuses||sms:second', 'GatewayRefuses', 'no credit', '2026-12-01T11:00:00.000Z')"
        );
        var shown = await (await two.BrowserAsync(Cast.Anna)).GetAsync("/status");
        Assert.Contains("Första sms-tjänsten", shown.Words);
        Assert.Contains("Andra sms-tjänsten", shown.Words);
        Assert.Contains("Kontrollera konto, saldo och avsändare", shown.Words);
    }

    private static async Task<ApiBench> BenchAsync()
    {
        var bench = await ApiBench.StartAsync();
        await bench.RegisterAsync();
        await bench.OpenAsync();
        return bench;
    }
}
