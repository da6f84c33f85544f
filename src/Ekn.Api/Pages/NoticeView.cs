namespace Ekn.Api.Pages;

/// <summary>A page that only says something.</summary>
public sealed record NoticeView(PageWords Words, string Title, string Text);
