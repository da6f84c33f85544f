namespace Ekn.Town.Season;

/// <summary>What a way of asking came to over a winter.</summary>
/// <param name="Asks">Texts that asked somebody.</param>
/// <param name="InVain">Said yes when the shift was full already.</param>
/// <param name="Stopped">Wrote STOP because they were asked too often.</param>
/// <param name="Inequality">Of being asked, as a Gini coefficient: 0 all alike.</param>
/// <param name="Busiest">The share of the shifts done by the tenth of those who came at all that came most.</param>
public sealed record SeasonOutcome(
    string Way,
    int Asks,
    int Places,
    int Filled,
    int InVain,
    int Stopped,
    double Inequality,
    double Busiest
)
{
    public double FilledShare => Filled / (double)Places;

    public double AsksPerFilled => Asks / (double)Math.Max(1, Filled);
}
