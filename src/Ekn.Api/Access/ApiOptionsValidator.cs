using Microsoft.Extensions.Options;

namespace Ekn.Api.Access;

/// <summary>Each sentence names the setting and what to change; none repeats a key.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    private const int ShortestKey = 24;
    private const int LongestName = 40;

    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ApiOptions options)
    {
        for (var i = 0; i < options.Keys.Count; i++)
        {
            var key = options.Keys[i];
            var where = $"{ApiOptions.Section}:Keys:{i}";
            if (
                key.Name.Length is 0 or > LongestName
                || !key.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            )
            {
                yield return $"{where}:Name must be 1 to {LongestName} letters, digits, '-', '_' or '.'; it stands in the history of decisions.";
            }
            if (
                key.Key.Length < ShortestKey
                || !key.Key.All(c => char.IsAsciiLetterOrDigit(c) || "-._~+/=".Contains(c))
            )
            {
                yield return $"{where}:Key must be at least {ShortestKey} letters, digits or -._~+/= without spaces; make one with 'openssl rand -hex 24'.";
            }
            if (!ApiRole.All.Contains(key.Role))
            {
                yield return $"{where}:Role must be one of {string.Join(", ", ApiRole.All)}.";
            }
            if (options.Keys.Take(i).Any(earlier => earlier.Name == key.Name))
            {
                yield return $"{where}:Name is used by another key already; give each its own.";
            }
            if (options.Keys.Take(i).Any(earlier => earlier.Key == key.Key))
            {
                yield return $"{where}:Key is the same as another one; make a new one for each name.";
            }
        }
    }
}
