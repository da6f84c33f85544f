using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Texts;

namespace Ekn.Api.Pages;

/// <summary>What a page says in one language: the texts whose names begin with "page.".</summary>
public sealed class PageWords(MessageTexts texts, LocalTime time, string language, string root)
{
    public string Language => language;

    /// <summary>The path of the front page as browsers know it: / or, where the service lives below a path, /natt/.</summary>
    public string Root => root;

    /// <summary>Dates, hours, temperatures and shifts in the same language.</summary>
    public Wording Wording { get; } = new(texts, time, language);

    public string this[string key] => Say(key, Facts.None);

    public string Say(string key, Facts facts) => texts.Render(language, $"page.{key}", facts);

    public string Say(string key, string fact, string? value) => Say(key, Facts.None.With(fact, value));

    /// <summary>An amount of money: 12,50 in Swedish.</summary>
    public string Amount(decimal amount)
    {
        var text = amount.ToString("0.00", CultureInfo.InvariantCulture);
        return language == "sv" ? text.Replace('.', ',') : text;
    }

    /// <summary>With its currency: 12,50 kr in Swedish, 12.50 SEK in English.</summary>
    public string Money(decimal amount, string currency) =>
        $"{Amount(amount)} {(language == "sv" && currency == "SEK" ? "kr" : currency)}";
}
