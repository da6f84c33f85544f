using Microsoft.Extensions.Options;

namespace Ekn.Api;

/// <summary>Finds the sentences in what a start with wrong settings throws.</summary>
internal static class WrongSettings
{
    private const string Before = "with the error: '";

    /// <returns>Empty when the start failed for another reason.</returns>
    public static IReadOnlyList<string> SentencesIn(Exception exception) =>
        exception switch
        {
            OptionsValidationException wrong => [.. wrong.Failures.Select(Bare)],
            AggregateException several when several.InnerExceptions.All(one => SentencesIn(one).Count > 0) =>
            [
                .. several.InnerExceptions.SelectMany(SentencesIn),
            ],
            // The binder's own: "Failed to convert configuration value 'abc' at 'Ekn:Sms:Timeout' to type …".
            InvalidOperationException { Message: var message }
                when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) => [message],
            _ => [],
        };

    // Attributes wrap our sentence in one of their own.
    private static string Bare(string failure)
    {
        var start = failure.IndexOf(Before, StringComparison.Ordinal);
        return start < 0 ? failure : failure[(start + Before.Length)..].TrimEnd('.').TrimEnd('\'');
    }
}
