using Ekn.Core.Calendar;

namespace Ekn.Core.Alerts;

/// <param name="Subject">What it concerns, so that one trouble is one alert: a job's name, a message's reference, a shift.</param>
/// <param name="Detail">One plain sentence for the coordinator; holds no number, name or message text.</param>
public sealed record Alert(AlertKind Kind, string Subject, Night? Night, string Detail)
{
    public string Key => $"{Kind}|{Night}|{Subject}";
}
