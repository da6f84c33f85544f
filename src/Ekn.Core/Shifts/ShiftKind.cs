namespace Ekn.Core.Shifts;

/// <summary>The pass of a night. The number is the digit in the reply code: A1 is the evening of night A.</summary>
public enum ShiftKind
{
    Evening = 1,
    Night = 2,
    Morning = 3,
}
