using System.Globalization;

namespace Ekn.Core.Nights.Asking;

/// <summary>One reason why somebody was asked, as they may read it.</summary>
/// <param name="Kind">A word of the text files: asked-because.KIND.</param>
/// <param name="Number">Fills {number} in it; null where there is none.</param>
public sealed record AskReason(string Kind, int? Number = null)
{
    public static readonly AskReason SuitingWeekday = new("weekday");
    public static readonly AskReason SuitingShift = new("shift");
    public static readonly AskReason Language = new("language");
    public static readonly AskReason NeverAsked = new("never-asked");
    public static readonly AskReason ShortOfPeople = new("short-of-people");
    public static readonly AskReason ByCoordinator = new("by-coordinator");

    public static AskReason SeldomAsked(int times) => new("seldom-asked", times);

    public static AskReason Rested(int days) => new("rested", days);

    /// <summary>Reads what <see cref="Write"/> wrote..</summary>
    public static IReadOnlyList<AskReason> Read(string? text) =>
        [
            .. (text ?? "")
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => word.Split(':'))
                .Select(parts => new AskReason(
                    parts[0],
                    parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var number)
                        ? number
                        : null
                )),
        ];

    public static string Write(IEnumerable<AskReason> reasons) => string.Join(',', reasons);

    public override string ToString() =>
        Number is { } number ? $"{Kind}:{number.ToString(CultureInfo.InvariantCulture)}" : Kind;
}
