namespace Ekn.Core.Rota;

/// <summary>What the rota says of one night.</summary>
public abstract record NightRota
{
    private NightRota() { }

    /// <param name="Premises">One or several, never none.</param>
    /// <param name="ByException">Whether an entry for this very date says so, instead of its weekday.</param>
    public sealed record Lent(IReadOnlyList<Premises> Premises, bool ByException) : NightRota;

    /// <summary>An entry for this date says that nobody lends a room.</summary>
    public sealed record Closed : NightRota;

    /// <summary>Neither the date nor its weekday has an entry: nobody has said anything, which is a gap to be mended.</summary>
    public sealed record NobodyRostered : NightRota;
}
