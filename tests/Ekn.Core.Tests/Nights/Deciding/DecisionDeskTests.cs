using Ekn.Core.Decisions;
using Ekn.Core.Tests;
using Ekn.Testing;

namespace Ekn.Core.Nights.Deciding;

public sealed class DecisionDeskTests
{
    [DatabaseTheory]
    public async Task Two_coordinators_in_the_same_second_cannot_both_win(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(3);
        await bench.AssessAsync(bench.Weather(-9));

        // Both say yes; whoever is second learns what stands.
        var results = await Task.WhenAll(
            Task.Run(() => bench.AnswersAsync("c1", AnswerKind.Accept)),
            Task.Run(() => bench.AnswersAsync("c2", AnswerKind.Accept))
        );

        Assert.Single(results.OfType<AnswerResult.Taken>());
        var late = Assert.Single(results.OfType<AnswerResult.TooLate>());
        Assert.True(late.Decision.IsOpen);
        Assert.Equal(2, (await bench.DecisionAsync()).LastSeq);
        Assert.Equal(["volunteer:1", "volunteer:2", "volunteer:3"], await bench.ToldAsync("call-volunteer"));
        Assert.Equal(["premises:1"], await bench.ToldAsync("call-church"));
        Assert.Equal(["coordinator:c1", "coordinator:c2"], await bench.ToldAsync("decision-open"));
        Assert.Equal(3, await bench.CountAsync("shift"));
    }

    [DatabaseTheory]
    public async Task Yes_and_no_in_the_same_second_leave_one_decision(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(1);
        for (var day = 0; day < 5; day++)
        {
            await bench.AssessAsync(bench.Weather(-9));
            var results = await Task.WhenAll(
                Task.Run(() => bench.AnswersAsync("c1", AnswerKind.Accept)),
                Task.Run(() => bench.AnswersAsync("c2", AnswerKind.Refuse))
            );
            Assert.Single(results.OfType<AnswerResult.Taken>());
            Assert.Single(results.OfType<AnswerResult.TooLate>());
            var decision = await bench.DecisionAsync();
            Assert.Equal(2, decision.LastSeq);
            Assert.Equal(
                decision.IsOpen,
                await bench.CountAsync($"outbox WHERE purpose = 'call-volunteer' AND night = '{bench.Tonight}'") == 1
            );
            bench.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [DatabaseTheory]
    public async Task A_page_that_shows_what_is_gone_changes_nothing(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.Weather(-6));
        await bench.AssessAsync(bench.Weather(-9), Occasion.Reread);

        // The page asked "stay closed?"; the question is "open?" by now.
        Assert.IsType<AnswerResult.TooLate>(await bench.AnswersAsync("c1", AnswerKind.Accept, seen: 1));
        Assert.Null((await bench.DecisionAsync()).Standing);
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Accept, seen: 2));
        Assert.IsType<AnswerResult.TooLate>(await bench.AnswersAsync("c1", AnswerKind.Accept, seen: 2));
        Assert.True((await bench.DecisionAsync()).IsOpen);
    }

    [DatabaseTheory]
    public async Task A_yes_that_was_texted_before_the_question_was_asked_is_no_answer_to_it(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.Weather(-9));
        var said = new Answer("coordinator:c1", "sms", AnswerKind.Accept, null, null, bench.Clock.UtcNow.AddMinutes(5));
        bench.ItIs("2026-12-01 16:00");
        // The text lay unread until a reading found it mild after all: the night is recorded closed, then asked about.
        await bench.AssessAsync(bench.Weather(-6), Occasion.Reread);

        var result = await bench.Get<DecisionDesk>().AnswerAsync(bench.Tonight, said, default);

        Assert.IsType<AnswerResult.TooLate>(result);
        Assert.Null((await bench.DecisionAsync()).Standing);
        Assert.Equal(Outcome.Closed, (await bench.DecisionAsync()).Pending!.Outcome);
    }

    [DatabaseTheory]
    public async Task A_yes_that_crosses_the_second_asking_counts(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.NoWeather());
        var said = new Answer(
            "coordinator:c1",
            "sms",
            AnswerKind.Accept,
            null,
            null,
            bench.Clock.UtcNow.AddMinutes(59)
        );
        bench.ItIs("2026-12-01 13:00");
        await FollowUpWithoutNetworkAsync(bench);
        Assert.Equal(DecisionStep.Held, (await bench.DecisionAsync()).Pending!.Step);

        Assert.IsType<AnswerResult.Taken>(await bench.Get<DecisionDesk>().AnswerAsync(bench.Tonight, said, default));
        Assert.True((await bench.DecisionAsync()).IsOpen);
    }

    [DatabaseTheory]
    public async Task After_the_night_nothing_is_decided_about_it(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        var night = bench.Tonight;
        bench.ItIs("2026-12-02 08:59");
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Open, "kallt", night: night));
        bench.ItIs("2026-12-02 09:00");
        Assert.IsType<AnswerResult.Over>(await bench.AnswersAsync("c1", AnswerKind.Close, "klart", night: night));
        Assert.True((await bench.DecisionAsync(night)).IsOpen);
    }

    [DatabaseTheory]
    public async Task Deciding_against_the_proposal_or_without_one_needs_a_reason(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        Assert.IsType<AnswerResult.ReasonMissing>(await bench.AnswersAsync("c1", AnswerKind.Open, " "));
        await bench.AssessAsync(bench.Weather(-6));
        Assert.IsType<AnswerResult.ReasonMissing>(await bench.AnswersAsync("c1", AnswerKind.Open));
        Assert.IsType<AnswerResult.SayOpenOrClose>(await bench.AnswersAsync("c1", AnswerKind.Refuse));
        Assert.IsType<AnswerResult.Taken>(await bench.AnswersAsync("c1", AnswerKind.Close)); // as proposed
        Assert.IsType<AnswerResult.TooLate>(await bench.AnswersAsync("c1", AnswerKind.Close, "kallt"));
        Assert.IsType<AnswerResult.TooLate>(await bench.AnswersAsync("c1", AnswerKind.Accept));
        Assert.Equal(DecisionStep.Confirmed, (await bench.DecisionAsync()).Standing!.Step);
    }

    [DatabaseTheory]
    public async Task A_question_to_call_off_falls_away_when_it_is_cold_again(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(1);
        await bench.AssessAsync(bench.Weather(-9));
        await bench.AnswersAsync("c1", AnswerKind.Accept);
        await bench.SendEverythingAsync();
        bench.ItIs("2026-12-01 16:00");
        await bench.AssessAsync(bench.Weather(3), Occasion.Reread);
        Assert.Equal(["coordinator:c1"], await bench.ToldAsync("proposal-call-off"));
        bench.ItIs("2026-12-01 16:10");

        await bench.AssessAsync(bench.Weather(-9), Occasion.Manual);

        Assert.Null((await bench.DecisionAsync()).Pending);
        Assert.True((await bench.DecisionAsync()).IsOpen);
        Assert.Equal(
            1,
            await bench.CountAsync(
                "outbox WHERE purpose = 'proposal-call-off' AND channel = 'sms' AND state = 'cancelled'"
            )
        );
        Assert.Single(await bench.ToldAsync("proposal-open"));
        // Mild once more is a new question, and a late JA answers that.
        bench.ItIs("2026-12-01 20:00");
        await bench.AssessAsync(bench.Weather(3), Occasion.Reread);
        Assert.Equal(["coordinator:c1", "coordinator:c1"], await bench.ToldAsync("proposal-call-off"));
    }

    [DatabaseTheory]
    public async Task A_glitch_in_the_weather_does_not_reopen_what_a_person_closed(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.Weather(-9));
        await bench.AnswersAsync("c1", AnswerKind.Refuse, "staden har en egen sal");
        bench.ItIs("2026-12-01 16:00");
        await bench.AssessAsync(bench.NoWeather(), Occasion.Reread);
        bench.ItIs("2026-12-01 20:00");
        await bench.AssessAsync(bench.Weather(-9), Occasion.Reread);

        var decision = await bench.DecisionAsync();
        Assert.Null(decision.Pending);
        Assert.Equal(Outcome.Closed, decision.Standing!.Outcome);
        Assert.Empty(await bench.ToldAsync("proposal-unknown"));
    }

    [DatabaseTheory]
    public async Task Whom_the_question_reached_and_nobody_else_hears_that_it_answered_itself(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.NoWeather());
        await bench.SendEverythingAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(15));

        await bench.AssessAsync(bench.Weather(4), Occasion.Retry);

        Assert.Equal(["coordinator:c1"], await bench.ToldAsync("decision-closed"));
        Assert.Equal(DecisionStep.Recorded, (await bench.DecisionAsync()).Standing!.Step);
    }

    [DatabaseTheory]
    public async Task Every_decision_names_who_when_why_and_the_bytes_it_rests_on(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AssessAsync(bench.Weather(-9));
        await bench.AnswersAsync("c1", AnswerKind.Accept);

        var standing = (await bench.DecisionAsync()).Standing!;
        Assert.Equal(("coordinator:c1", "sms", bench.Clock.UtcNow), (standing.Actor, standing.Via, standing.At));
        var assessment = (
            await bench.DoAsync(s => bench.Get<AssessmentLog>().FindAsync(s, standing.AssessmentId!.Value, default))
        )!;
        Assert.Equal(
            (Outcome.Open, "cold", -9m, Occasion.Noon),
            (assessment.Outcome, assessment.Reasons, assessment.MinTemperature, assessment.Occasion)
        );
        var bytes = await bench.DoAsync(s =>
            bench.Get<EvidenceStore>().ReadAsync(s, assessment.ForecastEvidenceId!.Value, default)
        );
        Assert.Equal("forecast"u8.ToArray(), bytes);
        Assert.NotNull(assessment.WarningsEvidenceId);
    }

    [DatabaseTheory]
    public async Task Without_a_coordinator_the_question_stands_and_somebody_can_see_it(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider, without: "Ekn:People:Coordinators");
        await bench.AssessAsync(bench.Weather(-9));
        Assert.Contains("NobodyToAsk", await bench.AlertsAsync());
        bench.ItIs("2026-12-01 13:00");
        await bench.Get<DecisionDesk>().FollowUpAsync(default);
        Assert.True((await bench.DecisionAsync()).IsOpen);
    }

    [DatabaseTheory]
    public async Task Nobody_is_told_of_an_early_notice_for_a_night_that_a_person_has_closed(string provider)
    {
        await using var bench = await CoreBench.NewAsync(provider);
        await bench.AddVolunteersAsync(2);
        var tomorrow = bench.Tonight.Next;
        await bench.AnswersAsync("c1", AnswerKind.Close, "ingen lokal", night: tomorrow);

        await bench.Get<DecisionDesk>().LookAheadAsync(tomorrow, bench.Weather(-12, tomorrow), default);

        Assert.Empty(await bench.ToldAsync("early-notice"));
    }

    // The retry of unknown weather meets a closed port, which is unknown weather too.
    private static Task FollowUpWithoutNetworkAsync(CoreBench bench) =>
        bench.Get<DecisionDesk>().FollowUpAsync(default);
}
