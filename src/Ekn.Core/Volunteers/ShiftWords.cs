using Ekn.Core.Shifts;

namespace Ekn.Core.Volunteers;

/// <summary>Shifts as people write them in files: kväll,natt or evening or 1 3.</summary>
internal static class ShiftWords
{
    private static readonly char[] Between = [' ', ',', ';', '/', '+', '&', '.'];

    /// <summary>Null when one of the words is not a shift.</summary>
    public static IReadOnlyList<ShiftKind>? ReadSeveral(string text)
    {
        var shifts = new List<ShiftKind>();
        foreach (var word in text.ToLowerInvariant().Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is "och" or "and")
            {
                continue;
            }
            ShiftKind? shift = word switch
            {
                "1" or "kväll" or "kvällar" or "evening" or "evenings" => ShiftKind.Evening,
                "2" or "natt" or "nätter" or "night" or "nights" => ShiftKind.Night,
                "3" or "morgon" or "morgnar" or "morning" or "mornings" => ShiftKind.Morning,
                _ => null,
            };
            if (shift is null)
            {
                return null;
            }
            shifts.Add(shift.Value);
        }
        return [.. shifts.Distinct().Order()];
    }
}
