namespace Ekn.Api.Pages.SignIn;

/// <summary>By what a person tells their devices apart: "Safari, iPhone". Only these words are kept of what a browser says.</summary>
internal static class DeviceLabel
{
    // The order matters: browsers claim to be each other's like.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Edg", "Edge"),
        ("SamsungBrowser", "Samsung Internet"),
        ("OPR", "Opera"),
        ("CriOS", "Chrome"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];

    public static string Of(string userAgent) =>
        string.Join(", ", new[] { First(Browsers, userAgent), First(Systems, userAgent) }.OfType<string>())
            is { Length: > 0 } label
            ? label
            : "?";

    private static string? First((string Sign, string Name)[] names, string userAgent) =>
        names.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.OrdinalIgnoreCase)).Name;
}
