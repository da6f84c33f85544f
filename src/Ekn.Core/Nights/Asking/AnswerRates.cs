namespace Ekn.Core.Nights.Asking;

/// <summary>
/// How likely somebody who is asked says yes, as measured: by weekday, by part of the day, by how long before the
/// shift. Where little has been measured the wider figure weighs more, and behind that the setting: few answers are no
/// proof.
/// </summary>
public sealed class AnswerRates
{
    // So many measured asks weigh as much as what was believed before.
    private const double PriorWeight = 50;

    private readonly double overall;
    private readonly Dictionary<Situation, (int Asked, int Yes)> measured;

    /// <param name="prior">The share that says yes, 0 to 1, before anything is measured.</param>
    public AnswerRates(double prior, IEnumerable<Measured> past)
    {
        var all = past.ToList();
        overall = Blend(all.Count(one => one.SaidYes), all.Count, prior);
        measured = all.GroupBy(one => one.Situation)
            .ToDictionary(group => group.Key, group => (group.Count(), group.Count(one => one.SaidYes)));
    }

    /// <returns>Above 0 and at most 1.</returns>
    public double Yes(Situation situation) =>
        measured.TryGetValue(situation, out var counted) ? Blend(counted.Yes, counted.Asked, overall) : overall;

    private static double Blend(int yes, int asked, double before) =>
        Math.Clamp((yes + (before * PriorWeight)) / (asked + PriorWeight), 0.005, 1);

    /// <summary>An ask of the past and what came of it.</summary>
    public sealed record Measured(Situation Situation, bool SaidYes);

    /// <param name="Weekday">Of the local day of the ask.</param>
    /// <param name="Part">Of the local day of the ask.</param>
    /// <param name="Lead">Until the evening of the night.</param>
    public sealed record Situation(DayOfWeek Weekday, DayPart Part, LeadTime Lead)
    {
        /// <param name="local">The moment of asking, in local time.</param>
        /// <param name="lead">From then until the evening of the night.</param>
        public static Situation Of(DateTimeOffset local, TimeSpan lead) =>
            new(
                local.DayOfWeek,
                local.Hour switch
                {
                    < 9 => DayPart.Morning,
                    < 17 => DayPart.Day,
                    _ => DayPart.Evening,
                },
                lead.TotalHours switch
                {
                    < 3 => LeadTime.Hours,
                    < 12 => LeadTime.SameDay,
                    _ => LeadTime.DayAhead,
                }
            );
    }

    public enum DayPart
    {
        Morning,
        Day,
        Evening,
    }

    public enum LeadTime
    {
        /// <summary>Less than three hours.</summary>
        Hours,

        /// <summary>Three to twelve hours.</summary>
        SameDay,

        /// <summary>Twelve hours and more.</summary>
        DayAhead,
    }
}
