namespace Ekn.Core.Shifts;

/// <summary>How many volunteers a shift needs, with those who work there anyway.</summary>
public static class NeedRule
{
    /// <param name="needed">What the settings ask for when the church brings as many as usual.</param>
    /// <param name="usualStaff">How many a church usually brings (Ekn:Shifts:ChurchStaff).</param>
    /// <param name="ownStaff">How many this church brings to this night. They stay the evening and the night, not the morning.</param>
    /// <param name="hired">People paid by the hour on this shift; each stands in for one volunteer.</param>
    /// <param name="held">Volunteers booked, and those whom a place is offered to: nobody loses a place by arithmetic.</param>
    public static int HeadsOf(ShiftKind kind, int needed, int usualStaff, int ownStaff, int hired, int held)
    {
        var fewer = kind == ShiftKind.Morning ? 0 : usualStaff - ownStaff;
        return Math.Max(held, Math.Max(0, needed + fewer - hired));
    }
}
