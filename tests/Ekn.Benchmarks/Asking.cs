using BenchmarkDotNet.Attributes;
using Ekn.Core.Calendar;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Shifts;
using Ekn.Core.Volunteers;

namespace Ekn.Benchmarks;

/// <summary>
/// Who is asked, in which order: the list of today is 150 names. Ten times as many may take a little over ten times as
/// long, however many of them have had their share of the week.
/// </summary>
public class Asking
{
    private static readonly Night Night = Night.Parse("2026-12-01");
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);
    private static readonly AskingRule Rule = new(new AskingOptions(), restHours: 11);

    private static readonly IReadOnlyList<ShiftOfNight> Free =
    [
        .. Enum.GetValues<ShiftKind>()
            .Select(kind => new ShiftOfNight
            {
                Kind = kind,
                Night = Night,
                StartsAt = Noon.AddHours(2 + (4 * (int)kind)),
                EndsAt = Noon.AddHours(6 + (4 * (int)kind)),
            }),
    ];

    private readonly IReadOnlyList<Candidate> some = Names(150);
    private readonly IReadOnlyList<Candidate> many = Names(1_500);
    private readonly IReadOnlyList<Candidate> most = Names(15_000);

    [Benchmark(Baseline = true, Description = "150 names")]
    public AskingOrder Some() => Rule.Order(Night, Free, some, wide: false, Noon);

    [Benchmark(Description = "1 500 names")]
    public AskingOrder Many() => Rule.Order(Night, Free, many, wide: false, Noon);

    [Benchmark(Description = "15 000 names")]
    public AskingOrder Most() => Rule.Order(Night, Free, most, wide: false, Noon);

    private static IReadOnlyList<Candidate> Names(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(id => new Candidate
                {
                    Who = new Volunteer
                    {
                        Id = id,
                        Name = $"Volontär {id}",
                        Email = $"volunteer{id}@example.org",
                    },
                    // Half of them beyond the soft limit.
                    AskedThisWeek = id % 2 * 3,
                    AskedThisSeason = id % 7,
                    ServedThisSeason = id % 3,
                }),
        ];
}
