using Ekn.Core.Calendar;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Core.Volunteers;

namespace Ekn.Town.Season;

/// <summary>
/// A winter of 22 cold nights and 150 volunteers on paper, to compare ways of asking. Whom to ask, how many and how the
/// answers are read is decided by the service's own rules; only the people are made up. The same seed is the same winter.
/// </summary>
public static class SeasonSimulation
{
    private const int People = 150;
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Offset = TimeSpan.FromHours(1);

    /// <summary>Runs of cold, as winters have them: the first night and how many.</summary>
    private static readonly (string First, int Nights)[] Cold =
    [
        ("2026-11-24", 2),
        ("2026-12-08", 4),
        ("2027-01-04", 9),
        ("2027-02-01", 5),
        ("2027-03-02", 2),
    ];

    /// <param name="heads">Places of each shift: evening, night, morning.</param>
    public static SeasonOutcome Run(Way way, IReadOnlyList<int> heads, int seed)
    {
        var volunteers = Enumerable
            .Range(1, People)
            .Select(id => new SimulatedVolunteer(Person(id, seed), new Random((seed * 7919) + id)))
            .ToList();
        var totals = new Totals();
        var past = new List<AnswerRates.Measured>();
        foreach (
            var night in Cold.SelectMany(run => Enumerable.Range(0, run.Nights).Select(Night.Parse(run.First).AddDays))
        )
        {
            PlayNight(way, Shifts(night, heads), night, volunteers, past, totals);
        }
        return new SeasonOutcome(
            way.Name,
            totals.Asks,
            totals.Places,
            totals.Filled,
            totals.InVain,
            volunteers.Count(one => one.Stopped),
            Gini([.. volunteers.Select(one => one.Asked)]),
            ShareOfTheBusiest([.. volunteers.Select(one => one.Served)])
        );
    }

    private static void PlayNight(
        Way way,
        List<ShiftOfNight> shifts,
        Night night,
        List<SimulatedVolunteer> volunteers,
        List<AnswerRates.Measured> past,
        Totals totals
    )
    {
        var booked = shifts.ToDictionary(shift => shift.Kind, _ => new List<SimulatedVolunteer>());
        var answers = new PriorityQueue<(SimulatedVolunteer Who, string Text, bool Again), DateTimeOffset>();
        var silent = new Dictionary<long, DateTimeOffset>();
        var asked = new Dictionary<long, (DateTimeOffset At, bool Yes)>();
        var declined = new HashSet<long>();
        var rule = new AskingRule(way.Options, restHours: 11);
        var nextWave = At(night, 12, 5);
        for (var now = nextWave; now < At(night, 22, 0); now += Tick)
        {
            while (answers.TryPeek(out var answer, out var at) && at <= now)
            {
                answers.Dequeue();
                Read(answer.Who, answer.Text, answer.Again, at);
            }
            var free = Free(now);
            if (free.Count > 0 && now >= nextWave)
            {
                nextWave = Ask(free, now);
            }
        }
        foreach (var (kind, people) in booked)
        {
            totals.Filled += people.Count;
            people.ForEach(one => one.Serve(shifts.First(shift => shift.Kind == kind).EndsAt));
        }
        totals.Places += shifts.Sum(shift => shift.Heads);
        past.AddRange(asked.Values.Select(one => new AnswerRates.Measured(SituationOf(night, one.At), one.Yes)));

        List<ShiftOfNight> Free(DateTimeOffset now) =>
            [
                .. shifts
                    .Select(shift => shift with { Booked = booked[shift.Kind].Count })
                    .Where(shift => shift.Open > 0 && shift.StartsAt > now),
            ];

        DateTimeOffset Ask(List<ShiftOfNight> free, DateTimeOffset now)
        {
            var order = rule.Order(night, free, [.. volunteers.Select(one => Candidate(one, now))], wide: false, now);
            var rates = new AnswerRates(way.Options.ExpectedYesPercent / 100d, past);
            var likely = WavePlan.Size(
                free.Sum(shift => shift.Open),
                rates.Yes(SituationOf(night, now)),
                silent.Values.Select(since => now - since)
            );
            var within = order.Asked.Count(ask => !ask.IsBeyondBudget);
            var isFirst = asked.Count == 0;
            var size = way.Options.Strategy == Strategy.All && isFirst ? Math.Max(within, likely) : likely;
            foreach (var ask in order.First(size).Asked)
            {
                totals.Asks++;
                foreach (var who in ask.Beside.Prepend(ask.Who))
                {
                    var person = volunteers[(int)who.Id - 1];
                    asked[who.Id] = (now, false);
                    silent[who.Id] = now;
                    if (person.Hear(free, who.Suits(night), now) is var (at, text))
                    {
                        answers.Enqueue((person, text, false), at);
                    }
                }
            }
            return now
                + WavePlan.Pause(
                    TimeSpan.FromMinutes(way.Options.WaveMinutes),
                    free.Min(shift => shift.StartsAt) - now
                );
        }

        Candidate Candidate(SimulatedVolunteer one, DateTimeOffset now) =>
            new()
            {
                Who = one.Stopped ? one.Who with { Phone = null, Email = null } : one.Who,
                Booked = booked.Values.Any(people => people.Contains(one)),
                Declined = declined.Contains(one.Who.Id),
                Asked = asked.ContainsKey(one.Who.Id),
                AskedThisWeek = one.AskedThisWeek(now),
                AskedThisSeason = one.Asked,
                ServedThisSeason = one.Served,
                LastAskedAt = one.LastAskedAt,
                LastServedUntil = one.LastServedUntil,
            };

        void Read(SimulatedVolunteer who, string text, bool again, DateTimeOffset at)
        {
            var reading = VolunteerReplyReader.Read(
                text,
                new ReplyContext(at, [new Offer(night, "A", Enum.GetValues<ShiftKind>())], [])
            );
            if (reading is { Intent: Intent.Signup, IsSure: true })
            {
                silent.Remove(who.Who.Id);
                asked[who.Who.Id] = (asked[who.Who.Id].At, true);
                var wished = reading.Choices[0].Shift;
                if (Free(at).Any(shift => shift.Kind == wished))
                {
                    booked[wished].Add(who);
                    return;
                }
                totals.InVain++;
                return;
            }
            if (reading is { Intent: Intent.Decline or Intent.Stop })
            {
                silent.Remove(who.Who.Id);
                declined.Add(who.Who.Id);
                return;
            }
            if (!again && who.WriteAgain("A1") is { } better)
            {
                answers.Enqueue((who, better, true), at.AddMinutes(6));
            }
        }
    }

    private static AnswerRates.Situation SituationOf(Night night, DateTimeOffset at) =>
        AnswerRates.Situation.Of(at, At(night, 18, 0) - at);

    private static List<ShiftOfNight> Shifts(Night night, IReadOnlyList<int> heads) =>
        [
            Shift(ShiftKind.Evening, heads[0], At(night, 18, 0), At(night, 22, 0)),
            Shift(ShiftKind.Night, heads[1], At(night, 22, 0), At(night, 30, 0)),
            Shift(ShiftKind.Morning, heads[2], At(night, 30, 0), At(night, 33, 0)),
        ];

    private static ShiftOfNight Shift(ShiftKind kind, int heads, DateTimeOffset from, DateTimeOffset to) =>
        new()
        {
            Kind = kind,
            Code = "A",
            Heads = heads,
            StartsAt = from,
            EndsAt = to,
        };

    private static DateTimeOffset At(Night night, int hour, int minute) =>
        new DateTimeOffset(night.Evening, TimeOnly.MinValue, Offset).AddHours(hour).AddMinutes(minute);

    /// <summary>Ten pairs share a phone, the others are reached each on their own; a third prefers some weekdays.</summary>
    private static Volunteer Person(int id, int seed)
    {
        var chance = new Random((seed * 104729) + id);
        var pair = (id + 1) / 15;
        return new Volunteer
        {
            Id = id,
            Name = $"Volontär {id}",
            Phone = id % 15 is 0 or 14 ? PhoneNumber.Parse($"+467017406{20 + pair}") : null,
            Email = id % 15 is 0 or 14 ? null : $"v{id}@example.org",
            Weekdays =
                chance.NextDouble() < 0.33
                    ? [.. Enum.GetValues<DayOfWeek>().Where(_ => chance.NextDouble() < 0.6)]
                    : [],
        };
    }

    /// <summary>0 when all were asked alike, near 1 when one was asked everything.</summary>
    private static double Gini(List<int> numbers)
    {
        numbers.Sort();
        var sum = numbers.Sum();
        var weighted = numbers.Select((number, i) => (i + 1d) * number).Sum();
        return sum == 0 ? 0 : (2 * weighted / (numbers.Count * sum)) - ((numbers.Count + 1d) / numbers.Count);
    }

    private static double ShareOfTheBusiest(List<int> served)
    {
        var came = served.Where(nights => nights > 0).OrderDescending().ToList();
        return came.Count == 0 ? 0 : came.Take((int)Math.Ceiling(came.Count / 10d)).Sum() / (double)came.Sum();
    }

    private sealed class Totals
    {
        public int Asks { get; set; }
        public int Places { get; set; }
        public int Filled { get; set; }
        public int InVain { get; set; }
    }
}
