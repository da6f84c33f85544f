namespace Ekn.Core.Decisions;

public sealed class EscalationTests
{
    private static readonly DecisionOptions Options = new();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 59, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 30, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 29, 1)]
    [InlineData(2, 30, 2)]
    [InlineData(3, 30, 2)]
    [InlineData(3, 59, 2)]
    [InlineData(3, 60, 3)] // the deadline: everybody
    [InlineData(3, 600, 3)]
    [InlineData(3, -1, 1)] // a clock set back asks the first all the same
    public void The_next_person_is_asked_every_half_hour(int people, int minutes, int asked)
    {
        var question = Life.Of("proposed open").Pending!;
        Assert.Equal(asked, Escalation.Asked(question, question.At.AddMinutes(minutes), people, Options));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    public void A_question_that_was_held_goes_to_everybody_at_once(int people, int asked)
    {
        var question = Life.Of("proposed unknown, held unknown").Pending!;
        Assert.Equal(asked, Escalation.Asked(question, question.At, people, Options));
    }

    [Fact]
    public void Settings_say_how_long_each_is_waited_for()
    {
        var question = Life.Of("proposed open").Pending!;
        var options = new DecisionOptions { AskNextAfterMinutes = 10 };
        Assert.Equal(3, Escalation.Asked(question, question.At.AddMinutes(20), 4, options));
    }

    [Theory]
    [InlineData("proposed open", NoAnswerPolicy.AsProposed, DecisionStep.Automatic, Outcome.Open)]
    [InlineData("proposed closed", NoAnswerPolicy.AsProposed, DecisionStep.Automatic, Outcome.Closed)]
    [InlineData("proposed unknown", NoAnswerPolicy.AsProposed, DecisionStep.Held, Outcome.Unknown)] // never mild, never by itself
    [InlineData("proposed open", NoAnswerPolicy.AlwaysOpen, DecisionStep.Automatic, Outcome.Open)]
    [InlineData("proposed closed", NoAnswerPolicy.AlwaysOpen, DecisionStep.Automatic, Outcome.Open)]
    [InlineData("proposed unknown", NoAnswerPolicy.AlwaysOpen, DecisionStep.Automatic, Outcome.Open)]
    [InlineData("proposed open", NoAnswerPolicy.Hold, DecisionStep.Held, Outcome.Open)]
    [InlineData("proposed closed", NoAnswerPolicy.Hold, DecisionStep.Held, Outcome.Closed)]
    [InlineData("proposed unknown", NoAnswerPolicy.Hold, DecisionStep.Held, Outcome.Unknown)]
    [InlineData("proposed unknown, held unknown", NoAnswerPolicy.AsProposed, DecisionStep.Held, Outcome.Unknown)]
    [InlineData("recorded closed, proposed open", NoAnswerPolicy.AsProposed, DecisionStep.Automatic, Outcome.Open)]
    // Nobody who relies on an open night is sent home because a phone was not looked at.
    [InlineData(
        "proposed open, confirmed open, proposed closed",
        NoAnswerPolicy.AsProposed,
        DecisionStep.Lapsed,
        Outcome.Open
    )]
    [InlineData(
        "proposed open, confirmed open, proposed closed",
        NoAnswerPolicy.AlwaysOpen,
        DecisionStep.Lapsed,
        Outcome.Open
    )]
    [InlineData(
        "proposed open, confirmed open, proposed closed",
        NoAnswerPolicy.Hold,
        DecisionStep.Lapsed,
        Outcome.Open
    )]
    public void When_nobody_answers(string history, NoAnswerPolicy policy, DecisionStep step, Outcome outcome) =>
        Assert.Equal((step, outcome), Escalation.AtDeadline(Life.Of(history), policy));

    [Fact]
    public void Without_a_question_there_is_no_deadline() =>
        Assert.Throws<InvalidOperationException>(() =>
            Escalation.AtDeadline(Life.Of("recorded closed"), NoAnswerPolicy.AsProposed)
        );
}
