namespace Ekn.Core.Nights.Counting;

/// <summary>A report as it was read, or why it could not be.</summary>
public abstract record GuestCountReading
{
    private GuestCountReading() { }

    /// <param name="Fields">At least one field is set.</param>
    /// <param name="Code">The night, in upper case, when the report began with its code.</param>
    /// <param name="Remark">The whole text, when it says more than numbers; else null.</param>
    public sealed record Read(GuestCountFields Fields, string? Code, string? Remark) : GuestCountReading;

    /// <param name="Near">The writer's own words where the reading stopped; may be empty.</param>
    public sealed record Unreadable(GuestCountProblem Problem, string Near) : GuestCountReading;
}
