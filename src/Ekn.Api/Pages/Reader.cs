using Ekn.Api.Access;

namespace Ekn.Api.Pages;

/// <summary>In which language the page speaks: what was chosen here, else what the person reads, else the first one.</summary>
public sealed class Reader(PageFactory pages, Visitor visitor, IHttpContextAccessor http)
{
    /// <summary>The cookie that keeps a choice.</summary>
    public const string Cookie = "lang";

    private string? language;

    public string Language =>
        language ??= Chosen() ?? (visitor.IsSignedIn ? visitor.Identity.Language : PageFactory.FirstLanguage);

    public PageWords Words => pages.Words(Language);

    /// <summary>For a page that knows its reader otherwise, from the link in a message. A choice made here still goes first.</summary>
    public void Reads(string known) => language = Chosen() ?? known;

    private string? Chosen() =>
        http.HttpContext?.Request.Cookies[Cookie] is { } kept && PageFactory.WholeLanguages.Contains(kept)
            ? kept
            : null;
}
