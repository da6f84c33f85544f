using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ekn.Core.Calendar;

namespace Ekn.Worker.Commands;

/// <summary>Options that several commands have. Dates are ISO and nothing else, so that nobody opens the wrong night.</summary>
internal static class Inputs
{
    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] OffsetForms = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static Option<bool> Json() => new("--json") { Description = "One JSON document and nothing else." };

    public static Option<Night?> Night(string description) =>
        new("--night")
        {
            HelpName = "date",
            Description = description,
            CustomParser = result =>
                Core.Calendar.Night.TryParse(Word(result), out var night) && IsReal(night.Evening.Year)
                    ? night
                    : Refuse<Night?>(
                        result,
                        $"--night is '{Word(result)}'; it must be the date of the night's evening, written as 2026-12-01."
                    ),
        };

    public static Option<DateOnly?> Date(string name, string description) =>
        new(name)
        {
            HelpName = "date",
            Description = description,
            CustomParser = result =>
                DateOnly.TryParseExact(
                    Word(result),
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                ) && IsReal(date.Year)
                    ? date
                    : Refuse<DateOnly?>(
                        result,
                        $"{name} is '{Word(result)}'; it must be a date written as 2026-12-01."
                    ),
        };

    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    /// <summary>An instant in Swedish time, or with an offset; null for anything else.</summary>
    public static DateTimeOffset? Instant(string text, LocalTime time)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, LocalForms, culture, DateTimeStyles.None, out var local))
        {
            return IsReal(local.Year) ? time.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)) : null;
        }
        return
            DateTimeOffset.TryParseExact(text, OffsetForms, culture, DateTimeStyles.None, out var instant)
            && IsReal(instant.Year)
            ? instant.ToUniversalTime()
            : null;
    }

    /// <summary>Whether the days and hours around a date of this year can be counted with.</summary>
    public static bool IsReal(int year) => year is >= 1900 and < 3000;

    private static string Word(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;

    private static T? Refuse<T>(ArgumentResult result, string sentence)
    {
        result.AddError(sentence);
        return default;
    }
}
