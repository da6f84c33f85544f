namespace Ekn.Api.Pages.Shared;

/// <summary>Numbers as links that a phone dials.</summary>
internal static class Dial
{
    public static string To(string number) =>
        "tel:" + string.Concat(number.Where(c => char.IsAsciiDigit(c) || c == '+'));
}
