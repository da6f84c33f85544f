using System.Collections.Frozen;
using Ekn.Core.Replies.Language;

namespace Ekn.Core.Nights.Counting;

/// <summary>The words of a guest report, Swedish and English; compared without diacritics, the longest phrase first.</summary>
internal static class GuestCountWords
{
    private static readonly (GuestCountWord Word, string Phrases)[] Table =
    [
        (
            GuestCountWord.Women,
            "k|kv|kvinna|kvinnor|kvinnliga|kvinnlig|dam|damer|tjej|tjejer|w|woman|women|f|female|females"
        ),
        (GuestCountWord.Men, "m|män|man|manlig|manliga|herre|herrar|kille|killar|men|male|males"),
        (
            GuestCountWord.NotStated,
            "x|ea|ej angivet|ej angivna|ej angiven|ej angett|inte angivet|ej uppgivet|okänt|okänd|okända|annat|annan|andra|övriga|icke binär|ickebinär|icke binära|not stated|unknown|other|others|unspecified|undisclosed"
        ),
        (
            GuestCountWord.TurnedAway,
            "avvisade|avvisad|nekade|nekad|bortvisade|fick ej plats|fick inte plats|fick ingen plats|utan plats|ej plats|turned away|refused|no place|without place"
        ),
        (
            GuestCountWord.Threats,
            "hot|hot om våld|hotelse|hotelser|hotfull|hotfulla|threat|threats|threat of violence|threats of violence"
        ),
        (
            GuestCountWord.Violence,
            "våld|våldsam|våldsamma|våldshändelse|våldshändelser|slagsmål|violence|violent|fight|fights"
        ),
        (GuestCountWord.Police, "polis|poliser|polisen|polisinsats|polisinsatser|police"),
        (GuestCountWord.Ambulance, "ambulans|ambulanser|ambulansen|ambulance|ambulances"),
        (GuestCountWord.Minors, "minderårig|minderåriga|barn|ungdom|ungdomar|minor|minors|child|children|underage"),
        (GuestCountWord.Incidents, "incident|incidenter|händelse|händelser|incidents"),
        (
            GuestCountWord.Total,
            "totalt|total|tot|summa|sammanlagt|gäst|gäster|gäster totalt|guest|guests|personer|pers|people|altogether|in total"
        ),
        (
            GuestCountWord.Filler,
            "hej|god|morgon|kväll|natt|tack|rapport|rapporten|och|o|samt|and|st|stycken|varav|also|av|of|with|med|vi|har|hade|är|det|den|är här|just|nu|i|idag|inatt|hello|hi|report|we|have|had|tonight|here|varit|mvh|på|en|ett|sex|lugnt|alla|allt|bra"
        ),
        (
            GuestCountWord.Doubt,
            "ca|cirka|circa|ungefär|typ|minst|högst|max|kanske|eller|runt|kring|omkring|nästan|drygt|inte|ej|icke|about|approx|approximately|around|maybe|or|not|almost|over|under|minus|fel|rättelse"
        ),
    ];

    private static readonly string[] Numbers =
    [
        "noll|inga|inget|ingen|zero|none|no",
        "en|ett|one|1st",
        "två|two",
        "tre|three",
        "fyra|four",
        "fem|five",
        "sex|six",
        "sju|seven",
        "åtta|eight",
        "nio|nine",
        "tio|ten",
        "elva|eleven",
        "tolv|twelve",
    ];

    private static readonly FrozenDictionary<string, int> NumberWords = Numbers
        .SelectMany((words, number) => words.Split('|').Select(word => (Word: Letters.Plain(word), Number: number)))
        .ToFrozenDictionary(row => row.Word, row => row.Number);

    private static readonly FrozenDictionary<string, (string[] Words, GuestCountWord Word)[]> ByFirstWord = Table
        .SelectMany(row =>
            row.Phrases.Split('|')
                .Select(phrase => (Words: phrase.Split(' ').Select(Letters.Plain).ToArray(), row.Word))
        )
        .GroupBy(phrase => phrase.Words[0])
        .ToFrozenDictionary(
            group => group.Key,
            group => group.OrderByDescending(phrase => phrase.Words.Length).ToArray()
        );

    /// <summary>The meaning of the words from here on, and how many of them it takes; null for a word not known.</summary>
    public static (GuestCountWord Word, int Count)? Find(IReadOnlyList<Token> tokens, int at)
    {
        foreach (var (words, word) in ByFirstWord.GetValueOrDefault(tokens[at].Text, []))
        {
            if (
                at + words.Length <= tokens.Count
                && words
                    .Select((part, ahead) => tokens[at + ahead].IsWord && tokens[at + ahead].Text == part)
                    .All(same => same)
            )
            {
                return (word, words.Length);
            }
        }
        return null;
    }

    public static int? NumberOf(string word) => NumberWords.TryGetValue(word, out var number) ? number : null;
}
