using Ekn.Core.Storage;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class VolunteersAnswer
{
    [DatabaseTheory]
    public async Task A_site_lead_who_is_a_volunteer_too_and_falls_ill_reaches_a_person(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58", [.. Cast.Few, Cast.Sara]);
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");

        // As a volunteer she takes a shift, which concerns nobody else.
        await town.SaysAsync(Cast.Sara, "A3");
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Sara));
        Assert.Equal(0, await UnreadAsync(town));

        // Ill she gives it back, and who leads the night is for a person to see to.
        await town.SaysAsync(Cast.Sara, "måste tyvärr avboka A3, är sjuk");
        Assert.Contains("avbokad", town.LastTextTo(Cast.Sara), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await UnreadAsync(town));
        Assert.Contains(
            town.MailsTo(Cast.Anna).Select(mail => mail.Text!).Concat(town.TextsTo(Cast.Anna)),
            text => text.Contains("behöver läsas av en människa", StringComparison.Ordinal)
        );

        // Also where she had no shift to give back.
        await town.SaysAsync(Cast.Sara, "jag är sjuk");
        Assert.Equal(2, await UnreadAsync(town));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task When_a_shift_is_full_the_rest_hear_it_and_wait(string provider)
    {
        await using var story = await OpenNightAsync(provider, ("Ekn:Shifts:Evening:Heads", "2"));
        var town = story.Town;
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Viktor, "tis kväll");

        await town.SaysAsync(Cast.Wilma, "A1");
        Assert.Contains("redan fullt, så du är INTE bokad", town.LastTextTo(Cast.Wilma));

        // Vera falls ill; Wilma hears of the place, and only her own answer books her.
        await town.SaysAsync(Cast.Vera, "måste tyvärr avboka A1, sjuk");
        Assert.Contains("AVBOKAD", town.LastTextTo(Cast.Vera));
        Assert.Contains("En plats är ledig", town.LastTextTo(Cast.Wilma));
        Assert.Contains("INTE bokad än", town.LastTextTo(Cast.Wilma));
        await town.MoveToAsync("2026-12-01T12:10");
        await town.SaysAsync(Cast.Wilma, "A1");
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Wilma));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Forty_people_answer_for_the_last_two_places_at_once(string provider)
    {
        await using var story = await OpenNightAsync(
            provider,
            Cast.Volunteers,
            ("Ekn:Shifts:Evening:Heads", "2"),
            ("Ekn:Shifts:Night:Heads", "0"),
            ("Ekn:Shifts:Morning:Heads", "0")
        );
        var town = story.Town;
        var forty = Cast
            .Volunteers.Where(one => one.Phone is not null)
            .Except([Cast.Emma, Cast.Tor, Cast.Tuva, Cast.Sixten])
            .Take(40)
            .ToList();

        await Task.WhenAll(forty.Select(person => town.Gateway.Phone(person.Phone!).SendAsync("A1")));
        await town.SettleAsync();

        Assert.Equal(
            2,
            forty.Count(person =>
                town.TextsTo(person).Any(text => text.Contains("Du är BOKAD", StringComparison.Ordinal))
            )
        );
        Assert.Equal(
            38,
            forty.Count(person =>
                town.TextsTo(person).Count(text => text.Contains("redan fullt", StringComparison.Ordinal)) == 1
            )
        );
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task When_the_night_is_full_those_who_have_not_answered_hear_it_once(string provider)
    {
        await using var story = await OpenNightAsync(
            provider,
            ("Ekn:Shifts:Evening:Heads", "1"),
            ("Ekn:Shifts:Night:Heads", "1"),
            ("Ekn:Shifts:Morning:Heads", "0")
        );
        var town = story.Town;
        await town.SaysAsync(Cast.Wilma, "NEJ");
        await town.SaysAsync(Cast.Vera, "A1+2");

        Assert.Contains("FULLT bemannad", town.LastTextTo(Cast.Viktor));
        Assert.DoesNotContain(town.TextsTo(Cast.Wilma), text => text.Contains("FULLT", StringComparison.Ordinal));
        Assert.DoesNotContain(town.TextsTo(Cast.Vera), text => text.Contains("FULLT", StringComparison.Ordinal));

        await town.SaysAsync(Cast.Vera, "avboka A2");
        await town.SaysAsync(Cast.Walter, "A2");
        Assert.Single(town.TextsTo(Cast.Viktor), text => text.Contains("FULLT", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task Stop_wins_in_every_state_and_start_undoes_it(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;

        // Asked, booked, and with a phone that two people share.
        await town.SaysAsync(Cast.Viktor, "Stopp tack!");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Vera, "STOP");
        await town.SaysAsync(Cast.Tor, "avsluta");
        Assert.Contains("inga fler meddelanden", town.LastTextTo(Cast.Viktor));
        Assert.Contains("inga fler meddelanden", town.LastTextTo(Cast.Vera));
        var (viktor, vera, tor) = (
            town.TextsTo(Cast.Viktor).Count,
            town.TextsTo(Cast.Vera).Count,
            town.TextsTo(Cast.Tor).Count
        );
        var mails = town.MailsTo(Cast.Vera).Count;

        // Not even a reminder, a cancellation or the next night's call reaches them, on any channel.
        await town.MoveToAsync("2026-12-01T19:00");
        await town.SaysAsync(Cast.Anna, "STÄNG A vattenläcka");
        await town.MoveToAsync("2026-12-02T12:00");
        await town.SaysAsync(Cast.Anna, "JA B");
        Assert.Equal(viktor, town.TextsTo(Cast.Viktor).Count);
        Assert.Equal(vera, town.TextsTo(Cast.Vera).Count);
        Assert.Equal(tor, town.TextsTo(Cast.Tor).Count);
        Assert.Equal(mails, town.MailsTo(Cast.Vera).Count);

        await town.SaysAsync(Cast.Viktor, "START");
        Assert.Contains("Välkommen tillbaka", town.LastTextTo(Cast.Viktor));
        await town.SaysAsync(Cast.Viktor, "B1");
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Viktor));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task The_same_webhook_twice_has_one_effect(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;
        var before = town.TextsTo(Cast.Vera).Count;

        await town.Gateway.Phone(Cast.Vera.Phone!).SendAsync("A1", InboundDelivery.Twice);
        await town.SettleAsync();
        Assert.Equal(before + 1, town.TextsTo(Cast.Vera).Count);

        // And once more as two messages with different ids, as it happens in the wild.
        await town.Gateway.Phone(Cast.Viktor.Phone!).SendAsync("A2", InboundDelivery.TwiceWithDifferentIds);
        await town.SettleAsync();
        Assert.Single(town.TextsTo(Cast.Viktor), text => text.Contains("BOKAD", StringComparison.Ordinal));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_text_that_means_nothing_changes_nothing_and_doubt_is_asked_back_once(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;
        // She signs with her own name, as many do.
        await town.SaysAsync(Cast.Vera, "A1 Vera");
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Vera));
        var texts = town.TextsTo(Cast.Vera).Count;
        await town.SaysAsync(Cast.Vera, "Tack! 👍");
        Assert.Equal(texts, town.TextsTo(Cast.Vera).Count);

        await town.SaysAsync(Cast.Wilma, "Var är det?");
        Assert.Contains("Kyrkgatan 2", town.LastTextTo(Cast.Wilma));
        Assert.Contains("INTE bokad än", town.LastTextTo(Cast.Wilma));
        await town.SaysAsync(Cast.Viktor, "kanske");
        Assert.Contains("Jag förstod inte säkert", town.LastTextTo(Cast.Viktor));
        Assert.Equal(0, await WaitingForAPersonAsync(town));
        await town.SaysAsync(Cast.Wilma, "Finns det parkering? Då kan jag A1");
        Assert.Contains("Jag förstod inte säkert", town.LastTextTo(Cast.Wilma));
        Assert.Equal(1, await WaitingForAPersonAsync(town));
        await town.SaysAsync(Cast.Viktor, "vet inte än");
        Assert.Contains("En människa läser", town.LastTextTo(Cast.Viktor));

        await town.SaysAsync(Cast.Vera, "Var är det?");
        Assert.Contains("Norrmalmskyrkan, Kyrkgatan 2", town.LastTextTo(Cast.Vera));

        // Not the word that stops everything: he is told of it, and a person sees that he wants out.
        var before = await WaitingForAPersonAsync(town);
        await town.SaysAsync(Cast.Walter, "vill inte ha fler sms");
        Assert.Contains("Svara bara STOPP", town.LastTextTo(Cast.Walter));
        Assert.Equal(before + 1, await WaitingForAPersonAsync(town));

        // Vera has a place: a bare no may be to more, or no longer, and she hears how to say which.
        await town.SaysAsync(Cast.Vera, "Nej");
        Assert.Contains("Du är BOKAD: A1", town.LastTextTo(Cast.Vera));
        Assert.Contains("AVBOKA A1", town.LastTextTo(Cast.Vera));
        await town.SaysAsync(Cast.Vera, "AVBOKA A1");
        Assert.Contains("AVBOKAD", town.LastTextTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task People_who_share_a_phone_say_who_they_are(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;

        await town.SaysAsync(Cast.Tor, "A1");
        Assert.Contains("Flera personer delar", town.LastTextTo(Cast.Tor));
        await town.SaysAsync(Cast.Tuva, "Tuva A1");
        Assert.Contains("Du är BOKAD", town.LastTextTo(Cast.Tuva));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task An_unknown_number_is_never_guessed(string provider)
    {
        await using var story = await OpenNightAsync(provider);
        var town = story.Town;
        var stranger = new Person("", "+46701740697", null);

        await town.SaysAsync(stranger, "A1");
        await town.SaysAsync(stranger, "JA A");

        Assert.Single(town.TextsTo(stranger));
        Assert.Contains("känner inte igen", town.LastTextTo(stranger));
        Assert.True((await town.DecisionAsync("2026-12-01")).IsOpen);
        await story.EndAsync();
    }

    private static Task<Story> OpenNightAsync(string provider, params (string Key, string Value)[] settings) =>
        OpenNightAsync(provider, Cast.Few, settings);

    /// <summary>Tuesday 1 December, 12:00: cold, and Anna has said yes.</summary>
    private static async Task<Story> OpenNightAsync(
        string provider,
        IReadOnlyList<Person> volunteers,
        params (string Key, string Value)[] settings
    )
    {
        var story = await Story.BeginAsync(provider, "2026-12-01T11:58", volunteers, settings);
        story.Town.Smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow> { [new(2026, 12, 1)] = new(-12), [new(2026, 12, 2)] = new(-6) },
                otherNights: new NightLow(0)
            )
        );
        await story.Town.MoveToAsync("2026-12-01T12:00");
        await story.Town.SaysAsync(Cast.Anna, "JA");
        story.Town.Smhi.Serve(ForecastScript.Cold(-12));
        return story;
    }

    private static async Task<long> WaitingForAPersonAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(CancellationToken.None);
        return await session.SingleAsync<long>(
            "SELECT COUNT(*) FROM inbound WHERE state = 'inbox'",
            null,
            CancellationToken.None
        );
    }

    private static async Task<long> UnreadAsync(Stockholm town)
    {
        await using var session = await town.Get<Database>().OpenAsync(default);
        return await session.SingleAsync<long>("SELECT COUNT(*) FROM inbound WHERE state = 'inbox'", null, default);
    }
}
