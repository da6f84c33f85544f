using Ekn.Core.Replies.Language;

namespace Ekn.Core.Replies.Clauses;

/// <summary>What a question is about.</summary>
internal static class Topics
{
    private static readonly HashSet<string> Place =
    [
        .. "adress|adressen|address|plats|platsen|lokal|lokalen|kyrka|kyrkan|church|hitta|hittar|where|ligger|entre|dorr|place".Split(
            '|'
        ),
    ];

    private static readonly HashSet<string> Hours =
    [
        .. "tid|tider|tiden|tiderna|klockan|kl|time|times|borjar|slutar|startar|hours|hour|dags".Split('|'),
    ];

    public static bool AsksWhere(Clause clause) =>
        clause.Has(Sense.AskWhere)
        || (!clause.Has(Sense.AskVerb) && Words(clause).Any(Place.Contains) && !Words(clause).Contains("kvar"));

    public static bool AsksWhen(Clause clause) => clause.Has(Sense.AskWhen) || Words(clause).Any(Hours.Contains);

    private static IEnumerable<string> Words(Clause clause) => clause.Terms.SelectMany(term => term.Text.Split(' '));
}
