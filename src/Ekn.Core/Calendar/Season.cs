namespace Ekn.Core.Calendar;

/// <summary>The part of the year in which the noon decision is made: both dates included, counted by the evening's date.</summary>
public sealed record Season(int FirstMonth, int FirstDay, int LastMonth, int LastDay)
{
    /// <summary>1 November – 31 March (domain.md).</summary>
    public static Season Default { get; } = new(11, 1, 3, 31);

    /// <summary>The first night of the winter that a night belongs to; a night of the summer belongs to the one before it.</summary>
    public Night FirstOf(Night night)
    {
        var first = new DateOnly(night.Evening.Year, FirstMonth, FirstDay);
        return new Night(night.Evening >= first ? first : first.AddYears(-1));
    }

    public bool Contains(Night night)
    {
        var day = (night.Evening.Month * 100) + night.Evening.Day;
        var first = (FirstMonth * 100) + FirstDay;
        var last = (LastMonth * 100) + LastDay;
        return first <= last ? day >= first && day <= last : day >= first || day <= last;
    }
}
