namespace Ekn.Core.Decisions;

public sealed class ProposalRuleTests
{
    [Theory]
    // Nothing is known yet.
    [InlineData("", "open", NextStep.Propose)]
    [InlineData("", "borderline", NextStep.Propose)]
    [InlineData("", "unknown", NextStep.Propose)]
    [InlineData("", "mild", NextStep.Record)]
    // A question is open: the same again is no news, other weather is a new question.
    [InlineData("proposed open", "open", NextStep.Nothing)]
    [InlineData("proposed open", "borderline", NextStep.Propose)]
    [InlineData("proposed open", "mild", NextStep.Record)]
    [InlineData("proposed open", "unknown", NextStep.Nothing)] // what was known to be cold is asked about already
    [InlineData("proposed closed", "open", NextStep.Propose)]
    [InlineData("proposed closed", "borderline", NextStep.Nothing)]
    [InlineData("proposed closed", "mild", NextStep.Nothing)]
    [InlineData("proposed closed", "unknown", NextStep.Propose)]
    [InlineData("proposed unknown", "unknown", NextStep.Nothing)]
    [InlineData("proposed unknown", "open", NextStep.Propose)] // known at last
    [InlineData("proposed unknown", "borderline", NextStep.Propose)]
    [InlineData("proposed unknown", "mild", NextStep.Record)]
    [InlineData("proposed unknown, held unknown", "unknown", NextStep.Nothing)]
    [InlineData("proposed unknown, held unknown", "open", NextStep.Propose)]
    [InlineData("proposed open, held open", "open", NextStep.Nothing)]
    // Recorded as mild at noon, read again.
    [InlineData("recorded closed", "mild", NextStep.Nothing)]
    [InlineData("recorded closed", "borderline", NextStep.Nothing)] // closed it stays: nobody has to do anything
    [InlineData("recorded closed", "open", NextStep.Propose)]
    [InlineData("recorded closed", "unknown", NextStep.Propose)] // unknown is never mild
    // Open, by a yes or by itself.
    [InlineData("proposed open, confirmed open", "open", NextStep.Nothing)]
    [InlineData("proposed open, confirmed open", "mild", NextStep.Propose)]
    [InlineData("proposed open, confirmed open", "borderline", NextStep.Propose)]
    [InlineData("proposed open, confirmed open", "unknown", NextStep.Nothing)] // an open night stays open
    [InlineData("proposed open, automatic open", "mild", NextStep.Propose)]
    // Closed by a yes or by itself.
    [InlineData("proposed closed, confirmed closed", "borderline", NextStep.Nothing)]
    [InlineData("proposed closed, confirmed closed", "open", NextStep.Propose)]
    [InlineData("proposed closed, automatic closed", "open", NextStep.Propose)]
    [InlineData("proposed closed, automatic closed", "unknown", NextStep.Propose)]
    // A person decided otherwise, and is not asked again for the same weather.
    [InlineData("proposed open, overridden closed", "open", NextStep.Nothing)]
    [InlineData("proposed open, overridden closed", "mild", NextStep.Nothing)]
    [InlineData("proposed open, overridden closed", "unknown", NextStep.Nothing)] // closed though it was known to be cold
    [InlineData("proposed closed, overridden open", "borderline", NextStep.Nothing)]
    [InlineData("proposed closed, overridden open", "mild", NextStep.Nothing)]
    [InlineData("proposed closed, overridden open", "open", NextStep.Nothing)]
    [InlineData("proposed unknown, overridden closed", "unknown", NextStep.Nothing)]
    [InlineData("proposed unknown, overridden closed", "open", NextStep.Propose)] // what nobody knew is known now
    [InlineData("proposed unknown, overridden open", "mild", NextStep.Propose)]
    [InlineData("proposed unknown, overridden open", "unknown", NextStep.Nothing)]
    [InlineData("recorded closed, overridden open", "mild", NextStep.Nothing)]
    [InlineData("recorded closed, overridden open", "unknown", NextStep.Nothing)]
    // By hand before any weather.
    [InlineData("overridden open", "mild", NextStep.Nothing)]
    [InlineData("overridden open", "borderline", NextStep.Nothing)]
    [InlineData("overridden open", "unknown", NextStep.Nothing)]
    [InlineData("overridden open", "open", NextStep.Nothing)]
    [InlineData("overridden closed", "open", NextStep.Propose)]
    [InlineData("overridden closed", "mild", NextStep.Nothing)]
    // To and fro over the line.
    [InlineData("proposed open, confirmed open, proposed closed", "mild", NextStep.Nothing)]
    [InlineData("proposed open, confirmed open, proposed closed", "open", NextStep.Withdraw)] // cold again, as it stands
    [InlineData("proposed open, confirmed open, proposed closed", "unknown", NextStep.Nothing)] // never "shall we open?"
    [InlineData("proposed open, confirmed open, proposed closed, lapsed open again", "mild", NextStep.Propose)]
    [InlineData("proposed open, confirmed open, proposed closed, lapsed open", "mild", NextStep.Nothing)]
    [InlineData("proposed open, confirmed open, proposed closed, confirmed closed", "open", NextStep.Propose)]
    [InlineData("proposed open, confirmed open, proposed closed, overridden open", "mild", NextStep.Nothing)]
    [InlineData("proposed closed, confirmed closed, proposed open", "borderline", NextStep.Withdraw)]
    [InlineData("proposed closed, confirmed closed, proposed open", "mild", NextStep.Withdraw)]
    [InlineData("proposed closed, confirmed closed, proposed unknown", "borderline", NextStep.Withdraw)]
    [InlineData("proposed closed, confirmed closed, proposed unknown", "open", NextStep.Propose)]
    [InlineData("proposed closed, confirmed closed, proposed open, lapsed closed again", "open", NextStep.Propose)]
    public void What_weather_means_after(string history, string weather, NextStep next) =>
        Assert.Equal(next, ProposalRule.Next(Life.Of(history), Life.Weather(weather)));

    [Theory]
    [InlineData("", null, null, 0)]
    [InlineData("proposed open", null, Outcome.Open, 0)]
    [InlineData("proposed open, confirmed open", Outcome.Open, null, 1)]
    [InlineData("proposed open, held open", null, Outcome.Open, 0)]
    [InlineData("proposed open, confirmed open, proposed closed", Outcome.Open, Outcome.Closed, 1)]
    [InlineData("proposed open, confirmed open, proposed closed, lapsed open", Outcome.Open, null, 1)]
    [InlineData("proposed open, confirmed open, proposed closed, confirmed closed", Outcome.Closed, null, 2)]
    [InlineData("proposed open, confirmed open, overridden closed, overridden open", Outcome.Open, null, 3)]
    [InlineData("proposed open, confirmed open, proposed closed, overridden open", Outcome.Open, null, 1)] // nothing to tell anew
    [InlineData("recorded closed, recorded closed", Outcome.Closed, null, 1)]
    public void A_history_folds_into_what_stands_and_what_is_asked(
        string history,
        Outcome? standing,
        Outcome? pending,
        int revision
    )
    {
        var decision = Life.Of(history);
        Assert.Equal(
            (standing, pending, revision),
            (decision.Standing?.Outcome, decision.Pending?.Outcome, decision.Revision)
        );
        Assert.Equal(standing == Outcome.Open, decision.IsOpen);
        Assert.Equal(decision.History.Count, decision.LastSeq);
    }
}
