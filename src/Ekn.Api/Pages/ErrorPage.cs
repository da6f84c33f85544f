using Ekn.Core.Nights;
using Ekn.Core.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ekn.Api.Pages;

/// <summary>What a person sees when there is no page to show: plain words, whom to call, and nothing of the inside.</summary>
internal sealed class ErrorPage(PageFactory pages, NightWords nightWords)
{
    public RazorComponentResult Of(int status, string? incident)
    {
        var words = pages.Words(PageFactory.FirstLanguage);
        var kind = status switch
        {
            404 => "not-found",
            429 => "too-many",
            >= 500 => "failed",
            _ => "not-possible",
        };
        return Notice(words, $"error.{kind}", Facts.None.With("incident", incident ?? "-"), status);
    }

    /// <summary>The link is not known, or its time is over.</summary>
    public RazorComponentResult LinkGone() =>
        Notice(pages.Words(PageFactory.FirstLanguage), "link-gone", Facts.None, StatusCodes.Status404NotFound);

    /// <summary>A heading (page.KEY.title) and a sentence (page.KEY.text), which may name {coordinator}.</summary>
    public RazorComponentResult Notice(PageWords words, string key, Facts facts, int status)
    {
        var all = nightWords.Coordinator()(words.Wording).With(facts);
        return PageFactory.Page<NoticeTemplate>(
            new NoticeView(words, words.Say($"{key}.title", all), words.Say($"{key}.text", all)),
            status
        );
    }
}
