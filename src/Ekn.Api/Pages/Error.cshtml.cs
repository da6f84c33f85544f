using Ekn.Api.Edge;
using Ekn.Core.Nights;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages;

/// <summary>What a person sees when there is no page to show: plain words, whom to call, and nothing of the inside.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ErrorModel(PageWords words, NightWords nightWords) : PageModel
{
    /// <summary>Where a request that failed is sent on to, within the service.</summary>
    public static readonly PathString Path = "/error";

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public void OnGet()
    {
        var failure = HttpContext.Features.Get<Failure>() ?? new Failure(StatusCodes.Status404NotFound, null);
        var key = failure.Status switch
        {
            400 => "bad-form",
            403 => "no-access",
            404 => "not-found",
            429 => "too-many",
            >= 500 => "failed",
            _ => "not-possible",
        };
        var facts = nightWords.Coordinator()(words.Wording).With("incident", failure.Incident ?? "-");
        Title = words.Say($"error.{key}.title", facts);
        Text = words.Say($"error.{key}.text", facts);
        Response.StatusCode = failure.Status;
    }
}
