using System.Text.Json;

namespace Ekn.Core.Decisions;

/// <summary>
/// The names of enum values in JSON, in the database and on the command line: lower case with hyphens, strong-cooling.
/// Renaming a member renames it for other programs too, so a test lists the names that are promised.
/// </summary>
public static class WireName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static bool TryParse<T>(string? name, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Of(candidate) == name)
            {
                value = candidate;
                return true;
            }
        }
        value = default;
        return false;
    }
}
