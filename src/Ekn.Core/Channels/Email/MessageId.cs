namespace Ekn.Core.Channels.Email;

/// <summary>The Message-ID of a mail, as it may stand in the head of another. Comes from strangers.</summary>
internal static class MessageId
{
    /// <summary>With its angle brackets.</summary>
    public const int Longest = 255;

    private const string Given = "email:";

    // An id that we made for a mail without one: no mail program knows it.
    private const string Made = "email:sha256:";

    /// <returns>The id in its angle brackets; null for what would not be one word of ASCII, or is too long.</returns>
    public static string? Of(string? text)
    {
        var bare = text?.Trim(' ').TrimStart('<').TrimEnd('>') ?? "";
        return bare.Length is > 0 and <= Longest - 2 && bare.All(c => c is > ' ' and < '\x7f' and not ('<' or '>'))
            ? $"<{bare}>"
            : null;
    }

    /// <param name="providerId">As in <see cref="InboundEmail.ProviderId"/>.</param>
    public static string? OfInbound(string? providerId) =>
        providerId is not null
        && providerId.StartsWith(Given, StringComparison.Ordinal)
        && !providerId.StartsWith(Made, StringComparison.Ordinal)
            ? Of(providerId[Given.Length..])
            : null;
}
