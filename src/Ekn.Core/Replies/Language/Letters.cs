using System.Globalization;

namespace Ekn.Core.Replies.Language;

/// <summary>
/// Letters as replies are compared: lower case, without diacritics. A phone or an operator that loses the dots of
/// "kväll" changes nothing, because nobody's dots are read.
/// </summary>
internal static class Letters
{
    private const char FirstFullWidth = '\uFF01';
    private const char LastFullWidth = '\uFF5E';

    /// <summary>The plain form of one character; null when it carries nothing (a combining mark, a zero-width joiner).</summary>
    public static char? Plain(char character)
    {
        if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
        {
            return character;
        }
        if (character is >= FirstFullWidth and <= LastFullWidth)
        {
            character = (char)(character - FirstFullWidth + '!');
        }
        return char.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => null,
            UnicodeCategory.DecimalDigitNumber when !char.IsAsciiDigit(character) => (char)(
                '0' + (int)char.GetNumericValue(character)
            ),
            _ => WithoutDiacritics(char.ToLowerInvariant(character)),
        };
    }

    public static string Plain(string word) =>
        string.Concat(word.Select(Plain).Where(letter => letter.HasValue).Select(letter => letter!.Value));

    private static char WithoutDiacritics(char letter) =>
        letter switch
        {
            'å' or 'ä' or 'à' or 'á' or 'â' or 'ã' or 'æ' => 'a',
            'ö' or 'ø' or 'ò' or 'ó' or 'ô' or 'õ' or 'œ' => 'o',
            'é' or 'è' or 'ê' or 'ë' => 'e',
            'ì' or 'í' or 'î' or 'ï' => 'i',
            'ù' or 'ú' or 'û' or 'ü' => 'u',
            'ý' or 'ÿ' => 'y',
            'ç' or 'ć' or 'č' => 'c',
            'ñ' or 'ń' => 'n',
            'š' or 'ś' => 's',
            'ž' or 'ź' or 'ż' => 'z',
            'ł' => 'l',
            _ => letter,
        };
}
