using Ekn.Core.Calendar;
using Ekn.Core.Storage.Csv;

namespace Ekn.Core.Nights;

/// <summary>One night in one room, as a file of past nights has it.</summary>
internal sealed record PastNightRow(
    CsvRow Row,
    Night Night,
    string Premises,
    int Capacity,
    int Women,
    int Men,
    int? NotStated,
    int? TurnedAway,
    int? Threats,
    int? Violence,
    int? Police
);
