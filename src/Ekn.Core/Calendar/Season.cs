namespace Ekn.Core.Calendar;

/// <summary>The part of the year in which the noon decision is made: both dates included, counted by the evening's date.</summary>
public sealed record Season(int FirstMonth, int FirstDay, int LastMonth, int LastDay)
{
    /// <summary>1 November – 31 March (domain.md).</summary>
    public static Season Default { get; } = new(11, 1, 3, 31);

    public bool Contains(Night night)
    {
        var day = (night.Evening.Month * 100) + night.Evening.Day;
        var first = (FirstMonth * 100) + FirstDay;
        var last = (LastMonth * 100) + LastDay;
        return first <= last ? day >= first && day <= last : day >= first || day <= last;
    }
}
