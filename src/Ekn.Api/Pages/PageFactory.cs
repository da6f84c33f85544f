using Ekn.Core.Calendar;
using Ekn.Core.Channels;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Pages;

/// <summary>Makes pages: the words of a language, and a view put into its template.</summary>
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

    /// <summary>Every template has one parameter, View.</summary>
    public static RazorComponentResult<TTemplate> Page<TTemplate>(object view, int status = StatusCodes.Status200OK)
        where TTemplate : IComponent =>
        new(new Dictionary<string, object?> { ["View"] = view }) { StatusCode = status };
}
