using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Answering;

/// <summary>Answers by email: what they do, and above all what they must not do.</summary>
public sealed class EmailAnswersTests
{
    private const string Vera = "vera@example.org";

    private const string Quote =
        "\n\nDen mån 30 nov. 2026 kl 12:05 skrev Ekn <ekn@example.org>:\n\n> Svara A1, A2 eller NEJ";

    [DatabaseTheory]
    public async Task A_volunteer_answers_in_the_mail_and_is_booked_and_told_by_mail(string provider)
    {
        await using var bench = await StartAsync(provider);

        await WriteAsync(bench, Vera, "Hej, jag kan A1 men först från 20.\n\nMvh Vera" + Quote);

        Assert.Equal(["handled signup"], await ReadingsAsync(bench));
        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 1 AND remark = 'först från 20'"));
        Assert.Equal(
            1,
            await bench.CountAsync(
                "outbox WHERE purpose = 'booked' AND channel = 'email' AND address = 'vera@example.org'"
            )
        );
        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose = 'booked' AND channel = 'sms'"));
        Assert.Equal(1, await bench.CountAsync("booking_event WHERE via = 'email'"));
    }

    [DatabaseTheory]
    public async Task What_a_machine_wrote_changes_nothing_and_is_answered_by_nobody(string provider)
    {
        await using var bench = await StartAsync(provider);

        await WriteAsync(bench, Vera, "A1", "Autosvar", InboundMark.Automatic);
        await WriteAsync(bench, "mailer-daemon@example.org", "STOPP", "Undelivered", InboundMark.Automatic);

        Assert.Equal(["handled automatic", "handled automatic"], await ReadingsAsync(bench));
        await NothingHappenedAsync(bench);
        Assert.Empty(await bench.AlertsAsync());
    }

    [DatabaseTheory]
    public async Task A_sender_that_may_be_forged_changes_nothing_not_even_by_STOP_and_a_person_looks(string provider)
    {
        await using var bench = await StartAsync(provider);

        await WriteAsync(bench, Vera, "A1", mark: InboundMark.Unproven);
        await WriteAsync(bench, Vera, "STOPP", mark: InboundMark.Unproven);

        Assert.Equal(["inbox unproven", "inbox unproven"], await ReadingsAsync(bench));
        await NothingHappenedAsync(bench);
    }

    [DatabaseTheory]
    public async Task Where_the_answer_cannot_be_told_from_the_quote_a_person_reads_and_the_writer_hears_so(
        string provider
    )
    {
        await using var bench = await StartAsync(provider);

        await WriteAsync(
            bench,
            Vera,
            "Från: Ekn <ekn@example.org>\nSkickat: 30 nov\nTill: Vera\nÄmne: Vi\n\nSvara A1\n\nA2"
        );

        Assert.Equal(["inbox unclear"], await ReadingsAsync(bench));
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(["volunteer:1"], await MailedAsync(bench, "unclear-passed-on"));
    }

    [DatabaseTheory]
    [InlineData(null, true)]
    [InlineData(InboundMark.Proven, true)]
    [InlineData(InboundMark.Unproven, false)]
    [InlineData(InboundMark.Automatic, false)]
    public async Task A_mail_that_only_a_person_can_read_shows_all_the_same_that_its_address_works(
        string provider,
        string? mark,
        bool reached
    )
    {
        await using var bench = await StartAsync(provider);
        await bench.Get<Readiness.ContactRounds>().StartAsync(0, "coordinator:c1", default);

        await WriteAsync(
            bench,
            Vera,
            "Från: Ekn <ekn@example.org>\nSkickat: 30 nov\nTill: Vera\nÄmne: Når vi dig?\n\nSvara OK\n\nOK",
            mark: mark
        );

        Assert.Equal(reached ? 1 : 0, await bench.CountAsync("contact_address WHERE reached_by = 'reply'"));
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
    }

    [DatabaseTheory]
    [InlineData("STOPP")]
    [InlineData("Stopp tack!\n\nVera Vik\nEkgatan 1")]
    [InlineData("Stop\n\nDen mån 30 nov. 2026 kl 12:05 skrev Ekn <ekn@example.org>:\n> Svara A1")]
    public async Task Stop_by_email_is_heard_under_any_signature(string provider, string text)
    {
        await using var bench = await StartAsync(provider);

        await WriteAsync(bench, Vera, text);

        Assert.Equal(["handled stop"], await ReadingsAsync(bench));
        Assert.Contains(Vera, await bench.QueryAsync<string>("SELECT address FROM stopped WHERE via = 'email'"));
        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'stopped' AND channel = 'email'"));

        await WriteAsync(bench, Vera, "START");
        Assert.Equal(0, await bench.CountAsync("stopped"));
    }

    [DatabaseTheory]
    public async Task Stop_in_the_subject_of_a_new_mail_is_heard(string provider)
    {
        await using var bench = await StartAsync(provider);
        await WriteAsync(bench, Vera, "Mvh Vera", "STOPP");
        Assert.Equal(["handled stop"], await ReadingsAsync(bench));
    }

    [DatabaseTheory]
    [InlineData("JA")]
    [InlineData("NEJ A för varmt")]
    [InlineData("STÄNG A vattenläcka")]
    [InlineData("ÖPPNA A det är kallt")]
    public async Task A_coordinator_decides_nothing_by_email(string provider, string text)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(1);
        await bench.AssessAsync(bench.Weather(-12m, bench.Tonight));
        var before = await bench.CountAsync("decision_event");

        await WriteAsync(bench, "anna@example.org", text);

        Assert.Equal(before, await bench.CountAsync("decision_event"));
        Assert.Equal(["handled refused"], await ReadingsAsync(bench));
        Assert.Equal(["coordinator:c1"], await MailedAsync(bench, "decision-not-by-email"));
    }

    [DatabaseTheory]
    public async Task A_church_answers_by_email(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE premises SET email = 'norr@example.org' WHERE id = 1");

        await WriteAsync(bench, "norr@example.org", "Ja" + Quote);

        Assert.Equal(["handled yes"], await ReadingsAsync(bench));
        Assert.Equal(1, await bench.CountAsync("night_premises WHERE state = 'accepted'"));
    }

    [DatabaseTheory]
    public async Task An_address_that_nobody_has_gets_no_answer_unless_somebody_vouches_for_it(string provider)
    {
        await using var bench = await StartAsync(provider);

        await WriteAsync(bench, "okand@example.org", "A1");
        await NothingHappenedAsync(bench);
        await WriteAsync(bench, "okand@example.org", "A1 tack", mark: InboundMark.Proven);
        await WriteAsync(bench, "andra@example.org", "A1", mark: InboundMark.Proven);
        await WriteAsync(bench, "andra@example.org", "hallå?", mark: InboundMark.Proven);
        await WriteAsync(bench, "unknown", "A1");

        Assert.All(await ReadingsAsync(bench), reading => Assert.Equal("inbox unclear", reading));
        Assert.Equal(1, await bench.CountAsync("outbox WHERE purpose = 'unknown-number' AND channel = 'email'"));
        Assert.Equal(0, await bench.CountAsync("outbox WHERE message_key LIKE '%example.org%'"));
    }

    [DatabaseTheory]
    public async Task Two_machines_that_answer_each_other_come_to_an_end(string provider)
    {
        await using var bench = await StartAsync(provider);
        for (var i = 0; i < 15; i++)
        {
            await WriteAsync(bench, Vera, $"Vad är det här för mejl nummer {i}");
        }

        Assert.Equal(10, await bench.CountAsync("outbox WHERE channel = 'email' AND recipient = 'volunteer:1'"));
        Assert.Equal(5, await bench.CountAsync("inbound WHERE reading = 'flood' AND state = 'inbox'"));

        // STOP ends it for good, however many came before.
        await WriteAsync(bench, Vera, "STOPP");
        Assert.Equal(1, await bench.CountAsync("inbound WHERE reading = 'stop'"));
    }

    [DatabaseTheory]
    public async Task People_who_share_an_address_say_who_they_are(string provider)
    {
        await using var bench = await StartAsync(provider);
        await bench.ExecuteAsync("UPDATE volunteer SET email = 'vera@example.org', name = 'Tuva Tall' WHERE id = 2");
        await bench.ExecuteAsync("UPDATE volunteer SET name = 'Vera Vik' WHERE id = 1");

        await WriteAsync(bench, Vera, "A1");
        Assert.Single(await MailedAsync(bench, "who-are-you"));
        await WriteAsync(bench, Vera, "Tuva A1");

        Assert.Equal(1, await bench.CountAsync("place WHERE volunteer_id = 2"));
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id = 1"));
    }

    /// <summary>Tonight is open; of five volunteers the first is Vera, with an address.</summary>
    private static async Task<CoreBench> StartAsync(string provider)
    {
        var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(5);
        await bench.ExecuteAsync("UPDATE volunteer SET email = 'vera@example.org' WHERE id = 1");
        await bench.OpenTonightAsync();
        await bench.ExecuteAsync("DELETE FROM outbox");
        return bench;
    }

    private static async Task WriteAsync(
        CoreBench bench,
        string from,
        string text,
        string subject = "Re: Vi öppnar natten tis 1/12 mot ons 2/12: kan du komma?",
        string? mark = null
    )
    {
        var id = $"email:{await bench.CountAsync("inbound")}";
        await bench.Get<Inbox>().ReceiveAsync(id, "email", from, text, default, subject, mark);
        await bench.Get<Inbox>().HandleNewAsync(default);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static Task<IReadOnlyList<string>> ReadingsAsync(CoreBench bench) =>
        bench.QueryAsync<string>("SELECT state || ' ' || reading FROM inbound ORDER BY id");

    private static Task<IReadOnlyList<string>> MailedAsync(CoreBench bench, string purpose) =>
        bench.QueryAsync<string>(
            "SELECT recipient FROM outbox WHERE purpose = @purpose AND channel = 'email' ORDER BY id",
            new { purpose }
        );

    private static async Task NothingHappenedAsync(CoreBench bench)
    {
        Assert.Equal(0, await bench.CountAsync("place WHERE volunteer_id IS NOT NULL"));
        Assert.Equal(0, await bench.CountAsync("stopped"));
        Assert.Equal(0, await bench.CountAsync("outbox WHERE purpose <> 'alert'"));
    }
}
