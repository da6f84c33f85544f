using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Shifts;

namespace Ekn.Core.Texts;

/// <summary>Dates, hours, temperatures and shifts as people read them, in one language.</summary>
public sealed class Wording(MessageTexts texts, LocalTime time, string language)
{
    public string Language => language;

    /// <summary>ons 2/12.</summary>
    public string Day(DateOnly date) =>
        $"{texts.Word(language, $"day.{date.DayOfWeek.ToString().ToLowerInvariant()}")} {date.Day}/{date.Month}";

    /// <summary>Both days of the night, never "tonight": tis 1/12 mot ons 2/12.</summary>
    public string Night(Night night) =>
        texts.Render(
            language,
            "night",
            Facts.None.With("evening", Day(night.Evening)).With("morning", Day(night.Morning))
        );

    /// <summary>21:30, local time.</summary>
    public string Hour(DateTimeOffset instant) => time.ToLocal(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>tis 1/12 21:30, local time.</summary>
    public string Moment(DateTimeOffset instant) => $"{Day(time.DateOf(instant))} {Hour(instant)}";

    /// <summary>-8,3 in Swedish. The hyphen is meant: the true minus sign is not in GSM-7 and would halve a text's length.</summary>
    public string Temperature(decimal celsius)
    {
        var text = celsius.ToString("0.0", CultureInfo.InvariantCulture);
        return language == "sv" ? text.Replace('.', ',') : text;
    }

    public string Shift(ShiftKind kind) => texts.Word(language, $"shift.{kind.ToString().ToLowerInvariant()}");

    public bool Has(string key) => texts.Has(key);

    public string Say(string key, Facts facts) => texts.Render(language, key, facts);

    public string Word(string key) => texts.Word(language, key);
}
