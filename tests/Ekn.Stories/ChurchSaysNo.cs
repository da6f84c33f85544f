using Ekn.Core.Rota;
using Ekn.Core.Storage.Csv;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Ekn.Town;

namespace Ekn.Stories;

public sealed class ChurchSaysNo
{
    [DatabaseTheory]
    public async Task The_night_moves_to_the_reserve_with_every_booking(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A1");

        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "Nej, pannrummet är översvämmat");

        Assert.Contains("Vi tar en annan lokal", town.LastTextTo(Cast.Churches["Norrmalmskyrkan"]));
        Assert.Contains("behöver Andreaskyrkan", town.LastTextTo(Cast.Churches["Andreaskyrkan"]));
        Assert.Contains("reserven är frågad", town.LastTextTo(Cast.Anna));
        Assert.Contains("NY PLATS natten tis 1/12 mot ons 2/12: Andreaskyrkan", town.LastTextTo(Cast.Vera));
        Assert.Contains("INTE Norrmalmskyrkan", town.LastTextTo(Cast.Vera));
        Assert.Contains("Ny plats", town.MailsTo(Cast.Carin)[^1].Subject);
        Assert.Contains(town.TextsTo(Cast.Sara), text => text.Contains("NY PLATS", StringComparison.Ordinal));

        // The booking came along, and new ones go to the new room.
        await town.SaysAsync(Cast.Viktor, "A2");
        Assert.Contains("Andreaskyrkan", town.LastTextTo(Cast.Viktor));
        await town.SaysAsync(Cast.Churches["Andreaskyrkan"], "JA A");
        Assert.Contains("Andreaskyrkan är bokad", town.LastTextTo(Cast.Churches["Andreaskyrkan"]));
        await town.SaysAsync(Cast.Sara, "3K 4M");
        Assert.Contains("Noterat Andreaskyrkan", town.LastTextTo(Cast.Sara));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task When_the_reserve_says_no_too_a_person_hears_that_there_is_no_room(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(Cast.Churches["Norrmalmskyrkan"], "NEJ A");
        await town.SaysAsync(Cast.Churches["Andreaskyrkan"], "NEJ A");

        Assert.Contains("INGEN LOKAL", town.LastTextTo(Cast.Anna));
        Assert.Contains("INGEN LOKAL", town.LastTextTo(Cast.Bo));

        // Anna finds a room herself, puts it on the rota for this date, and opens again: the booking comes along.
        await town.MoveToAsync("2026-12-01T12:30");
        await using var rota = new MemoryStream("date,premises\n2026-12-01,St Matteus\n"u8.ToArray());
        Assert.IsType<ImportResult.Imported>(await town.Get<RotaImport>().ImportAsync(rota, default));
        await town.SaysAsync(Cast.Anna, "STÄNG A byter lokal");
        await town.SaysAsync(Cast.Anna, "ÖPPNA A St Matteus ställer upp");
        Assert.Contains("behöver St Matteus", town.LastTextTo(Cast.Churches["St Matteus"]));
        Assert.Contains("Du är bokad: A1", town.LastTextTo(Cast.Vera));
        Assert.Contains("St Matteus", town.LastTextTo(Cast.Vera));
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_church_that_can_after_all_takes_its_room_back_while_nobody_else_is_asked(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        var (norrmalm, andreas) = (Cast.Churches["Norrmalmskyrkan"], Cast.Churches["Andreaskyrkan"]);
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");
        await town.SaysAsync(Cast.Vera, "A1");
        await town.SaysAsync(norrmalm, "NEJ A");
        await town.SaysAsync(norrmalm, "JA A");

        // The reserve has been asked: that is said, and a person sorts it out.
        Assert.Contains("redan frågat en annan lokal", town.LastTextTo(norrmalm));

        // It says no, and it was the last: nothing is promised that is not there.
        await town.SaysAsync(andreas, "NEJ A");
        Assert.DoesNotContain("Vi tar en annan lokal", town.LastTextTo(andreas));
        Assert.Contains("ingen annan lokal", town.LastTextTo(andreas));
        Assert.Contains("INGEN LOKAL", town.LastTextTo(Cast.Anna));

        await town.SaysAsync(andreas, "JA A");
        Assert.Contains("Andreaskyrkan är bokad", town.LastTextTo(andreas));
        Assert.Contains("Andreaskyrkan kan ändå", town.LastTextTo(Cast.Anna));
        await town.SaysAsync(Cast.Viktor, "A2");
        Assert.Contains("Andreaskyrkan", town.LastTextTo(Cast.Viktor));

        // No again; and the first church is quicker this time. Who is booked hears where the night is now.
        await town.SaysAsync(andreas, "NEJ A");
        await town.SaysAsync(norrmalm, "Ja, nu går det");
        Assert.Contains("Norrmalmskyrkan är bokad", town.LastTextTo(norrmalm));
        Assert.DoesNotContain(
            town.TextsTo(norrmalm).Skip(1),
            text => text.Contains("behöver Norrmalmskyrkan", StringComparison.Ordinal)
        );
        foreach (var booked in new[] { Cast.Vera, Cast.Viktor })
        {
            Assert.Contains("NY PLATS natten tis 1/12 mot ons 2/12: Norrmalmskyrkan", town.LastTextTo(booked));
        }
        await town.SaysAsync(andreas, "Ja");
        Assert.Contains("redan frågat en annan lokal", town.LastTextTo(andreas));
        await town.MoveToAsync("2026-12-01T18:10");
        Assert.DoesNotContain(
            town.TextsTo(Cast.Anna).SkipWhile(text => !text.Contains("kan ändå", StringComparison.Ordinal)).TakeLast(2),
            text => text.Contains("INGEN LOKAL", StringComparison.Ordinal)
        );
        await story.EndAsync();
    }

    [DatabaseTheory]
    public async Task A_church_that_does_not_answer_is_raised_with_the_coordinator(string provider)
    {
        await using var story = await Story.BeginAsync(provider, "2026-12-01T11:58");
        var town = story.Town;
        town.Smhi.Serve(ForecastScript.Cold(-12));
        await town.MoveToAsync("2026-12-01T12:00");
        await town.SaysAsync(Cast.Anna, "JA");

        await town.MoveToAsync("2026-12-01T14:30");

        Assert.Contains(
            town.TextsTo(Cast.Anna),
            text => text.Contains("Ingen i Norrmalmskyrkan har svarat", StringComparison.Ordinal)
        );
        await story.EndAsync();
    }
}
