using Ekn.Core.Replies.Language;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies.Clauses;

/// <summary>
/// Nights and shifts as named together. Which offers they are is found out by <see cref="Wishes"/>.
/// </summary>
/// <param name="Text">The writer's own words.</param>
internal sealed record Wish(string Text)
{
    /// <summary>Null when no day was named.</summary>
    public DayName? Day { get; init; }

    public Reach Nights { get; init; } = Reach.Named;

    /// <summary>Null when no shift was named.</summary>
    public ShiftKind? Shift { get; init; }

    public Reach Shifts { get; init; } = Reach.Named;

    public CodeName? Code { get; init; }

    public bool IsDoubtful { get; init; }

    public bool NamesNight => Code is not null || Day is not null || Nights != Reach.Named;

    public bool NamesShift => Code is not null || Shift is not null || Shifts != Reach.Named;

    public bool IsCode => Code is not null || Day is { IsCode: true };
}
