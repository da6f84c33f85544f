namespace Ekn.Core.Nights;

/// <summary>
/// The letter that stands for a night in every reply (A1). Not given to another night within 30 days, so that a late
/// answer still finds its night (replies.md, rule 2).
/// </summary>
public static class NightCodes
{
    public const int DaysBeforeReuse = 30;

    // I and O look like 1 and 0; K and M are women and men in a guest count.
    private const string Letters = "ABCDEFGHJLNPQRSTUVWXYZ";

    // Codes of two letters take no vowel, so that none is a word (JA, OK, EN).
    private const string Consonants = "BCDFGHJLNPQRSTVWXZ";

    /// <param name="taken">The codes of nights within 30 days, before or after.</param>
    public static string FirstFree(IReadOnlySet<string> taken)
    {
        foreach (var letter in Letters)
        {
            if (!taken.Contains(letter.ToString()))
            {
                return letter.ToString();
            }
        }
        foreach (var first in Consonants)
        {
            foreach (var second in Consonants)
            {
                var code = $"{first}{second}";
                if (!taken.Contains(code))
                {
                    return code;
                }
            }
        }
        throw new InvalidOperationException("More nights than codes lie within 30 days.");
    }
}
