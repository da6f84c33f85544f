namespace Ekn.Core.Volunteers;

/// <param name="All">Everybody in the register.</param>
/// <param name="ToBeAsked">Those with at least one address that has not said STOP.</param>
public sealed record VolunteerCounts(int All, int ToBeAsked)
{
    /// <summary>Those who can no longer be reached because they said STOP.</summary>
    public int Stopped => All - ToBeAsked;
}
