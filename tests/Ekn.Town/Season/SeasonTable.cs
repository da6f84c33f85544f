using System.Globalization;
using System.Text;

namespace Ekn.Town.Season;

/// <summary>The comparison of all ways over several winters, as a table.</summary>
public static class SeasonTable
{
    /// <summary>A church that brings few of its own, and one that brings many.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Needs { get; } =
    [
        [4, 2, 2],
        [2, 1, 0],
    ];

    /// <param name="heads">Places of each shift: evening, night, morning.</param>
    public static IReadOnlyList<SeasonOutcome> Play(IReadOnlyList<int> heads, int winters) =>
        [
            .. Way.All.Select(way =>
            {
                var played = Enumerable
                    .Range(1, winters)
                    .Select(seed => SeasonSimulation.Run(way, heads, seed))
                    .ToList();
                return new SeasonOutcome(
                    way.Name,
                    played.Sum(one => one.Asks),
                    played.Sum(one => one.Places),
                    played.Sum(one => one.Filled),
                    played.Sum(one => one.InVain),
                    played.Sum(one => one.Stopped),
                    played.Average(one => one.Inequality),
                    played.Average(one => one.Busiest)
                );
            }),
        ];

    /// <summary>Counts are per winter.</summary>
    public static string PrintAll(int winters) =>
        string.Join(
            "\n",
            Needs.Select(heads =>
                $"{string.Join('+', heads)} places a night, 22 nights, 150 volunteers, mean of {winters} winters\n\n{Print(Play(heads, winters), winters)}"
            )
        );

    public static string Print(IReadOnlyList<SeasonOutcome> outcomes, int winters)
    {
        var table = new StringBuilder();
        table.AppendLine(
            "| way of asking | asks | asks per place filled | places filled | yes in vain | STOP | inequality of asks | done by busiest tenth |"
        );
        table.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var one in outcomes)
        {
            table.AppendLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {one.Way} | {one.Asks / (double)winters:0} | {one.AsksPerFilled:0.0} | {one.FilledShare:0.0%} | {one.InVain / (double)winters:0} | {one.Stopped / (double)winters:0.0} | {one.Inequality:0.00} | {one.Busiest:0%} |"
                )
            );
        }
        return table.ToString();
    }
}
