using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Commands;

/// <summary>What an exception says about the settings: a sentence for each that must be changed.</summary>
internal static partial class SettingsFaults
{
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <returns>Empty when the exception is about something else.</returns>
    public static IReadOnlyList<string> Of(Exception exception) =>
        exception switch
        {
            OptionsValidationException invalid => [.. invalid.Failures.Select(Sentence)],
            SettingsException => [exception.Message],
            // The texts in config/texts.
            InvalidDataException => [exception.Message],
            // The binder has no exception type of its own; its message names the setting that cannot be converted.
            InvalidOperationException when exception.Source == Binder => [exception.Message],
            _ => [],
        };

    /// <summary>The sentence alone, without the words that data annotations wrap around it.</summary>
    private static string Sentence(string failure) =>
        Annotation().Match(failure) is { Success: true } match ? match.Groups["sentence"].Value : failure;

    [GeneratedRegex(
        "^DataAnnotation validation failed for .* with the error: '(?<sentence>.*)'\\.$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Annotation();
}
