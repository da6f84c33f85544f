using Ekn.Core.Calendar;
using Ekn.Core.Dispatch;
using Ekn.Testing;

namespace Ekn.Core.Tests.Dispatch;

public sealed class CostsTests
{
    private static readonly string Long = new('a', 200);

    [DatabaseTheory]
    public async Task A_night_costs_the_segments_that_a_gateway_took(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, "delivered");
        await SentAsync(bench, "accepted", text: Long);
        await SentAsync(bench, "unknown");
        // It was taken and is paid for, though it never arrived.
        await SentAsync(bench, "failed", taken: true);

        var cost = await NightAsync(bench);

        Assert.Equal((4, 5, 2.50m), (cost.Texts, cost.Segments, cost.Price));
    }

    [DatabaseTheory]
    [InlineData("queued")]
    [InlineData("failed")]
    [InlineData("expired")]
    [InlineData("cancelled")]
    [InlineData("stopped")]
    public async Task What_no_gateway_took_costs_nothing(string provider, string state)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, state);

        Assert.Equal(new Cost(0, 0, 0), await NightAsync(bench));
    }

    [DatabaseTheory]
    public async Task Emails_and_other_nights_are_not_in_it(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, "delivered", channel: Channel.Email);
        await SentAsync(bench, "delivered", night: bench.Tonight.Next);

        Assert.Equal(0, (await NightAsync(bench)).Segments);
    }

    [DatabaseTheory]
    public async Task A_second_gateway_may_have_a_price_of_its_own(string provider)
    {
        await using var bench = await CoreBench.NewAsync(
            provider,
            settings:
            [
                ("Ekn:Sms:Second:BaseUrl", "http://127.0.0.1:9"),
                ("Ekn:Sms:Second:AccountSid", "AC2"),
                ("Ekn:Sms:Second:AuthToken", "t"),
                ("Ekn:Sms:Second:From", "+46701740698"),
                ("Ekn:Sms:Second:PricePerSegment", "0.75"),
            ]
        );
        await SentAsync(bench, "delivered", gateway: "first:AC1");
        await SentAsync(bench, "delivered", gateway: "second:AC2", text: Long);

        Assert.Equal(2.00m, (await NightAsync(bench)).Price);
    }

    [DatabaseTheory]
    public async Task Without_a_price_segments_are_counted_all_the_same(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, settings: [("Ekn:Sms:PricePerSegment", "")]);
        await SentAsync(bench, "delivered");

        Assert.Equal(new Cost(1, 1, null), await NightAsync(bench));
    }

    [DatabaseTheory]
    public async Task Texts_of_before_segments_were_written_down_are_counted_too(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, "delivered", text: Long);
        await bench.ExecuteAsync("UPDATE outbox SET segments = NULL");

        Assert.Equal((1, 2), ((await NightAsync(bench)).Texts, (await NightAsync(bench)).Segments));
    }

    [DatabaseTheory]
    public async Task What_was_forgotten_about_a_person_still_has_its_cost(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, "delivered", text: Long);
        await bench.ExecuteAsync("UPDATE outbox SET text = ''");

        Assert.Equal(2, (await NightAsync(bench)).Segments);
    }

    [DatabaseTheory]
    public async Task A_season_has_its_nights_and_what_was_about_no_night(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, "delivered", night: Night.Parse("2026-11-01"));
        await SentAsync(bench, "delivered", night: Night.Parse("2027-03-31"));
        await SentAsync(bench, "delivered", night: Night.Parse("2026-10-31"));
        await SentAsync(bench, "delivered", night: Night.Parse("2027-04-01"));
        await SentAsync(bench, "delivered", noNight: true);

        var cost = await bench.DoAsync(session =>
            bench.Get<Costs>().OfPeriodAsync(session, Night.Parse("2026-11-01"), Night.Parse("2027-03-31"), default)
        );

        Assert.Equal(3, cost.Texts);
    }

    [DatabaseTheory]
    public async Task Exercises_are_no_cost_of_the_season_and_have_a_figure_of_their_own(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var (first, last) = (Night.Parse("2026-11-01"), Night.Parse("2027-03-31"));
        await SentAsync(bench, "delivered");
        await SentAsync(bench, "delivered", text: Long, practice: true);
        // It made way for a real night and has its date no more.
        await SentAsync(bench, "delivered", night: Night.Parse("2006-12-01"), practice: true);
        await SentAsync(bench, "failed", practice: true);

        var season = await bench.DoAsync(session => bench.Get<Costs>().OfPeriodAsync(session, first, last, default));
        var exercises = await bench.DoAsync(session =>
            bench.Get<Costs>().OfExercisesAsync(session, first, last, default)
        );
        var before = await bench.DoAsync(session =>
            bench.Get<Costs>().OfExercisesAsync(session, Night.Parse("2025-11-01"), Night.Parse("2026-03-31"), default)
        );

        Assert.Equal(new Cost(1, 1, 0.50m), season);
        Assert.Equal(new Cost(2, 3, 1.50m), exercises);
        Assert.Equal(0, before.Texts);
    }

    [DatabaseTheory]
    public async Task Each_purpose_has_its_own(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await SentAsync(bench, "delivered", purpose: "booked");
        await SentAsync(bench, "delivered", purpose: "moved", text: Long);

        var costs = await bench.DoAsync(session => bench.Get<Costs>().OfPurposesAsync(session, bench.Tonight, default));

        Assert.Equal((0.50m, 1.00m), (costs["booked"].Price, costs["moved"].Price));
    }

    [Theory]
    [InlineData("2026-11-01", "2026-11-01")]
    [InlineData("2026-10-31", "2025-11-01")]
    [InlineData("2027-03-31", "2026-11-01")]
    [InlineData("2027-07-15", "2026-11-01")]
    public void A_season_begins_on_its_first_night(string night, string first) =>
        Assert.Equal(Night.Parse(first), Season.Default.FirstOf(Night.Parse(night)));

    private static Task<Cost> NightAsync(CoreBench bench) =>
        bench.DoAsync(session => bench.Get<Costs>().OfNightAsync(session, bench.Tonight, default));

    private static async Task SentAsync(
        CoreBench bench,
        string state,
        string text = "kort",
        Channel channel = Channel.Sms,
        Night? night = null,
        bool taken = false,
        string? gateway = null,
        string purpose = "booked",
        bool noNight = false,
        bool practice = false
    )
    {
        var message = new OutgoingMessage
        {
            Purpose = purpose,
            Night = noNight ? null : night ?? bench.Tonight,
            Recipient = "volunteer:1",
            Channel = channel,
            Address = "+46701740620",
            Name = "Vera",
            Subject = "s",
            Text = text,
            Html = "h",
            Practice = practice,
            Occasion = Guid.NewGuid().ToString("N"),
            ExpiresAt = bench.Clock.UtcNow.AddHours(6),
        };
        await bench.DoAsync(session => bench.Get<Outbox>().AddAsync(session, message, default));
        await bench.ExecuteAsync(
            "UPDATE outbox SET state = @state, accepted_at = @at, gateway = @gateway WHERE message_key = @Key",
            new
            {
                state,
                message.Key,
                gateway,
                at = taken ? bench.Clock.UtcNow : (DateTimeOffset?)null,
            }
        );
    }
}
