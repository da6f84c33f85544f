namespace Ekn.Api.Tonight;

/// <summary>A text to copy into social media, in one language.</summary>
/// <param name="For">guests or volunteers.</param>
/// <param name="LanguageName">The language's name in itself.</param>
public sealed record ShareText(string For, string Language, string LanguageName, string Text);
