using Ekn.Core.Calendar;
using Ekn.Core.Texts;

namespace Ekn.Core.Alerts;

/// <param name="Subject">What it concerns, so that one trouble is one alert: a job's name, a message's reference, a shift.</param>
/// <param name="Detail">What there is to say beyond the kind and the night; holds no number, name or message text of anybody.</param>
public sealed record Alert(AlertKind Kind, string Subject, Night? Night, Note Detail)
{
    /// <summary>Further facts for the alert's text, in the words of the reader's language; null when the detail says it all.</summary>
    public Func<Wording, Facts>? Facts { get; init; }

    /// <summary>The night's room that it is about, as night_premises has it; null where there is none.</summary>
    public long? Room { get; init; }

    /// <summary>It tells of an exercise, though its kind otherwise tells of what is real.</summary>
    public bool IsPractice { get; init; }

    public string Key => $"{Kind}|{Night}|{Subject}";
}
