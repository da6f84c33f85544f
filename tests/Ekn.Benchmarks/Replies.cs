using BenchmarkDotNet.Attributes;
using Ekn.Core.Calendar;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;

namespace Ekn.Benchmarks;

/// <summary>What reading an answer costs, against the shortest one. Long nonsense must not cost out of proportion.</summary>
public class Replies
{
    private static readonly ReplyContext Context = new(
        new DateTimeOffset(2026, 11, 30, 12, 5, 0, TimeSpan.FromHours(1)),
        [
            new Offer(Night.Parse("2026-12-01"), "A", Enum.GetValues<ShiftKind>()),
            new Offer(Night.Parse("2026-12-02"), "B", Enum.GetValues<ShiftKind>()),
        ],
        []
    );

    private static readonly string Long = string.Join(
        ' ',
        Enumerable.Repeat("kan inte tis kväll men ons natt från 22", 26)
    );
    private static readonly string Huge = new('a', 1_000_000);

    [Benchmark(Baseline = true, Description = "A1")]
    public Reading Code() => VolunteerReplyReader.Read("A1", Context);

    [Benchmark(Description = "a sentence")]
    public Reading Sentence() => VolunteerReplyReader.Read("ja kväll tis men först från 22", Context);

    [Benchmark(Description = "230 words")]
    public Reading Words() => VolunteerReplyReader.Read(Long, Context);

    [Benchmark(Description = "a million letters")]
    public Reading Letters() => VolunteerReplyReader.Read(Huge, Context);
}
