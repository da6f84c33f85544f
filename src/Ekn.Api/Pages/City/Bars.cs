using System.Globalization;

namespace Ekn.Api.Pages.City;

/// <summary>A drawing of bars that stand on each other: geometry alone, the words are the page's.</summary>
public sealed class Bars
{
    public const int Width = 640;
    public const int Height = 220;

    private const int Left = 44;
    private const int Bottom = 28;
    private const int Top = 12;

    /// <param name="columns">For each column its parts from below, and what it is called.</param>
    public Bars(IReadOnlyList<(string Name, IReadOnlyList<long> Parts)> columns)
    {
        var highest = Math.Max(columns.Max(column => column.Parts.Sum()), 1);
        var step = (double)(Width - Left) / columns.Count;
        Highest = highest;
        Names =
        [
            .. columns
                .Select((column, i) => (X: Number(Left + (step * (i + 0.5))), column.Name))
                .Where((_, i) => i % ((columns.Count / 12) + 1) == 0),
        ];
        Blocks =
        [
            .. columns.SelectMany(
                (column, i) =>
                {
                    long below = 0;
                    return column
                        .Parts.Select(
                            (part, kind) =>
                            {
                                below += part;
                                var height = (Height - Top - Bottom) * (double)part / highest;
                                return new Block(
                                    Number(Left + (step * i) + (step * 0.1)),
                                    Number(Height - Bottom - ((Height - Top - Bottom) * (double)below / highest)),
                                    Number(step * 0.8),
                                    Number(height),
                                    kind
                                );
                            }
                        )
                        .ToList();
                }
            ),
        ];
    }

    public long Highest { get; }

    public IReadOnlyList<(string X, string Name)> Names { get; }

    public IReadOnlyList<Block> Blocks { get; }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <param name="Kind">Which part of its column, from 0.</param>
    public sealed record Block(string X, string Y, string Width, string Height, int Kind);
}
