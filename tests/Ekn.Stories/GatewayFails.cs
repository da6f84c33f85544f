using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

/// <summary>A gateway goes down in the middle of a call, and a phone is off: everybody hears, and nobody twice.</summary>
public sealed class GatewayFails
{
    private static readonly IReadOnlyList<Person> Forty =
    [
        .. Cast
            .Volunteers.Where(person => person.Phone is not null && person != Cast.Sixten)
            .DistinctBy(person => person.Phone)
            .Take(40),
    ];

    [DatabaseTheory]
    public async Task The_second_gateway_takes_over_in_the_middle_of_a_call_to_forty(string provider)
    {
        await using var story = await BeginAsync(provider);
        var town = story.Town;
        var second = town.SecondGateway!;
        await town.MoveToAsync("2026-12-01T12:00");
        // Some get out; of the next five the first says nothing useful, though it has taken two of them; then it refuses the
        // account, and does not list its messages either.
        town.Gateway.Faults.Next(new GatewayFault.Slow(TimeSpan.Zero), 15);
        town.Gateway.Faults.Next(new GatewayFault.ServerError(502, Accepts: true), 2);
        town.Gateway.Faults.Next(new GatewayFault.ServerError(502), 3);
        town.Gateway.Faults.Always(new GatewayFault.Unauthorized());

        await town.SaysAsync(Cast.Anna, "JA");
        await town.MoveToAsync("2026-12-01T12:20");
        Assert.NotEmpty(second.Messages);
        Assert.Equal(5, await InDoubtAsync(town));
        Assert.Contains(
            town.MailsTo(Cast.Anna),
            mail =>
                mail.Text!.Contains(
                    "(den första sms-tjänsten; den andra skickar så länge: sms-tjänsten godtar inte vårt konto: fel inloggning, avstängt eller slut på pengar (20003))"
                )
        );

        // It can be asked again: what it has not is sent, and nothing else.
        town.Gateway.Faults.Always(null);
        await town.MoveToAsync("2026-12-01T13:30");

        Assert.Equal(0, await InDoubtAsync(town));
        foreach (var person in Forty)
        {
            Assert.Single(town.TextsTo(person), text => text.Contains("ÖPPET") || text.Contains("OPEN the night"));
        }
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_answer_to_the_number_of_the_second_gateway_counts(string provider)
    {
        await using var story = await BeginAsync(provider);
        var town = story.Town;
        await town.MoveToAsync("2026-12-01T12:00");
        town.Gateway.Faults.Always(new GatewayFault.Unauthorized());
        await town.SaysAsync(Cast.Anna, "JA");
        await town.MoveToAsync("2026-12-01T12:10");

        await town.SecondGateway!.Phone(Cast.Vera.Phone!).SendAsync("A1");
        await town.MoveToAsync("2026-12-01T12:20");

        Assert.Contains("bokad", town.LastTextTo(Cast.Vera), StringComparison.OrdinalIgnoreCase);
        await using var session = await town.Get<Database>().OpenAsync(default);
        Assert.Equal(
            1,
            await session.SingleAsync<long>("SELECT COUNT(*) FROM place WHERE volunteer_id IS NOT NULL", null, default)
        );
        Assert.DoesNotContain(town.SecondGateway.Webhooks, call => !call.Succeeded);
        town.Gateway.Faults.Always(null);
        await town.MoveToAsync("2026-12-01T13:30");
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_answer_that_a_dead_phone_never_gets_comes_by_email(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Gateway.Receipts = new ReceiptMode(Automatic: true);
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        var vera = Cast.Volunteers.First(person =>
            person is { Phone: not null, Email: not null } && town.Volunteers.Contains(person) && person != Cast.Sixten
        );
        var mails = town.MailsTo(vera).Count;

        town.Gateway.Phone(vera.Phone!).FailsWith = 30003;
        await town.SaysAsync(vera, "A1");
        await town.SettleAsync();
        await town.LetItHappenAsync();

        Assert.Equal(mails + 1, town.MailsTo(vera).Count);
        await story.EndAsync();
    }

    private static Task<long> InDoubtAsync(Stockholm town) =>
        CountAsync(town, "SELECT COUNT(*) FROM outbox WHERE state = 'unknown' AND channel = 'sms'");

    private static async Task<long> CountAsync(Stockholm town, string sql)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.SingleAsync<long>(sql, null, default);
    }

    private static async Task<Story> BeginAsync(string provider)
    {
        var story = await Story.BeginAsync(provider, "2026-12-01T11:58", secondGateway: true, Forty);
        story.Town.Smhi.Serve(ForecastScript.Cold(-12));
        return story;
    }
}
