using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Texts;

namespace Ekn.Api.Pages;

/// <summary>The words of pages, by language.</summary>
public sealed class PageFactory(MessageTexts texts, LocalTime time, PublicAddress address)
{
    public const string FirstLanguage = "sv";

    /// <summary>Those that every page speaks.</summary>
    public static IReadOnlyList<string> WholeLanguages { get; } = [FirstLanguage, "en"];

    public PageWords Words(string language) =>
        new(
            texts,
            time,
            WholeLanguages.Contains(language) ? language : FirstLanguage,
            address.PublicUrl.AbsolutePath.TrimEnd('/') + '/'
        );

    /// <summary>The words of the public page, which speaks more languages than the others.</summary>
    public PageWords PublicWords(string language) =>
        new(
            texts,
            time,
            texts.PublicLanguages.Contains(language) ? language : FirstLanguage,
            address.PublicUrl.AbsolutePath.TrimEnd('/') + '/'
        );
}
