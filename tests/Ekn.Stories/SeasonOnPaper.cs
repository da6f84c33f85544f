using Ekn.Town.Season;
using Xunit.Abstractions;

namespace Ekn.Stories;

/// <summary>Ways of asking, compared over winters on paper; ./ekn demo --season prints the whole table.</summary>
public sealed class SeasonOnPaper(ITestOutputHelper output)
{
    private const int Winters = 4;

    [Fact]
    public void The_same_seed_is_the_same_winter() =>
        Assert.Equal(
            SeasonSimulation.Run(Way.All[3], [4, 2, 2], seed: 7),
            SeasonSimulation.Run(Way.All[3], [4, 2, 2], seed: 7)
        );

    [Fact]
    public void Waves_with_a_weekly_limit_ask_less_lose_fewer_people_and_fill_no_fewer_places()
    {
        foreach (var heads in SeasonTable.Needs)
        {
            var outcomes = SeasonTable.Play(heads, Winters);
            output.WriteLine(SeasonTable.Print(outcomes, Winters));
            var (everybody, waves) = (outcomes[0], outcomes[3]);

            Assert.True(waves.AsksPerFilled < everybody.AsksPerFilled);
            Assert.True(waves.Stopped < everybody.Stopped / 2);
            Assert.True(waves.InVain < everybody.InVain);
            Assert.True(waves.Inequality < everybody.Inequality);
            Assert.True(waves.FilledShare > everybody.FilledShare - 0.01);
        }
    }

    [Fact]
    public void No_shift_ever_has_more_people_than_places() =>
        Assert.All(
            Way.All.Select(way => SeasonSimulation.Run(way, [2, 1, 0], seed: 3)),
            outcome => Assert.InRange(outcome.Filled, 1, outcome.Places)
        );
}
