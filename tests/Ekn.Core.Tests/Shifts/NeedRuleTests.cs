namespace Ekn.Core.Shifts;

public sealed class NeedRuleTests
{
    [Theory]
    // As usual.
    [InlineData(ShiftKind.Evening, 4, 2, 0, 0, 4)]
    [InlineData(ShiftKind.Night, 2, 2, 0, 0, 2)]
    // A church that brings fewer, more, none.
    [InlineData(ShiftKind.Evening, 4, 1, 0, 0, 5)]
    [InlineData(ShiftKind.Night, 2, 3, 0, 0, 1)]
    [InlineData(ShiftKind.Night, 2, 0, 0, 0, 4)]
    // The church's own go home before the morning.
    [InlineData(ShiftKind.Morning, 2, 0, 0, 0, 2)]
    [InlineData(ShiftKind.Morning, 2, 5, 0, 0, 2)]
    // Each hired person stands in for one volunteer, on any shift.
    [InlineData(ShiftKind.Evening, 4, 2, 1, 0, 3)]
    [InlineData(ShiftKind.Morning, 2, 2, 2, 0, 0)]
    [InlineData(ShiftKind.Evening, 4, 1, 1, 0, 4)]
    // Never below nobody.
    [InlineData(ShiftKind.Night, 2, 9, 0, 0, 0)]
    [InlineData(ShiftKind.Morning, 2, 2, 5, 0, 0)]
    // Never below those who hold a place.
    [InlineData(ShiftKind.Night, 2, 9, 3, 2, 2)]
    [InlineData(ShiftKind.Evening, 4, 3, 0, 4, 4)]
    [InlineData(ShiftKind.Evening, 4, 3, 0, 2, 3)]
    public void Volunteers_are_needed_for_what_others_do_not_do(
        ShiftKind kind,
        int needed,
        int ownStaff,
        int hired,
        int held,
        int heads
    ) => Assert.Equal(heads, NeedRule.HeadsOf(kind, needed, usualStaff: 2, ownStaff, hired, held));
}
