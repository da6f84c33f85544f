using Ekn.Core.Shifts;

namespace Ekn.Core.Volunteers;

/// <summary>What a volunteer decides about how they are asked.</summary>
/// <param name="Language">Of messages and pages: sv or en.</param>
/// <param name="Speaks">Codes out of <see cref="Known"/>.</param>
/// <param name="Weekdays">Evenings; none means that all suit.</param>
/// <param name="Shifts">None means that all suit.</param>
/// <param name="PausedUntil">The first night to be asked about again.</param>
public sealed record Preferences(
    string Language,
    IReadOnlyList<string> Speaks,
    IReadOnlyList<DayOfWeek> Weekdays,
    IReadOnlyList<ShiftKind> Shifts,
    AskedBy Channel,
    DateOnly? PausedUntil
)
{
    /// <summary>Languages that guests speak, most common first.</summary>
    public static IReadOnlyList<string> Known { get; } =
    ["en", "ro", "bg", "pl", "es", "fr", "it", "ru", "uk", "ar", "fa", "so", "ti"];

    /// <summary>Two winters: beyond that somebody rather leaves.</summary>
    public const int LongestPauseDays = 730;

    public static Preferences Of(Volunteer volunteer) =>
        new(
            volunteer.Language,
            volunteer.Speaks,
            volunteer.Weekdays,
            volunteer.Shifts,
            volunteer.Channel,
            volunteer.PausedUntil
        );
}
