using Ekn.Core.Nights.Asking;

namespace Ekn.Town.Season;

/// <summary>A way of asking.</summary>
public sealed record Way(string Name, AskingOptions Options)
{
    public static IReadOnlyList<Way> All { get; } =
    [
        new(
            "everybody, every night",
            new AskingOptions
            {
                Strategy = Strategy.All,
                NightsPerWeek = 0,
                NightsPerWeekAtMost = 0,
            }
        ),
        new("everybody, 3 to 5 nights a week", new AskingOptions { Strategy = Strategy.All, NightsPerWeek = 3 }),
        new(
            "waves, no weekly limit",
            new AskingOptions
            {
                Strategy = Strategy.Waves,
                NightsPerWeek = 0,
                NightsPerWeekAtMost = 0,
            }
        ),
        new("waves, 3 to 5 nights a week", new AskingOptions { Strategy = Strategy.Waves, NightsPerWeek = 3 }),
    ];
}
