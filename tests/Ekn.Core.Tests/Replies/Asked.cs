using System.Globalization;
using Ekn.Core.Calendar;
using Ekn.Core.Shifts;

namespace Ekn.Core.Replies;

/// <summary>
/// Asked on Monday 30 November 2026 at 12:05: Tuesday 1 December is A and Wednesday 2 December is B, each with all
/// three shifts.
/// </summary>
internal static class Asked
{
    public static readonly Night Tuesday = Night.Parse("2026-12-01");
    public static readonly Night Wednesday = Night.Parse("2026-12-02");

    public static readonly Offer A = new(Tuesday, "A", [ShiftKind.Evening, ShiftKind.Night, ShiftKind.Morning]);
    public static readonly Offer B = new(Wednesday, "B", [ShiftKind.Evening, ShiftKind.Night, ShiftKind.Morning]);

    public static readonly ReplyContext AB = With([A, B]);

    public static readonly ReplyContext OnlyA1 = With([A with { Shifts = [ShiftKind.Evening] }]);

    public static readonly ReplyContext OnlyA = With([A]);

    public static ReplyContext With(IReadOnlyList<Offer> offers, string at = "2026-11-30T12:05") =>
        new(
            new DateTimeOffset(DateTime.Parse(at, CultureInfo.InvariantCulture), TimeSpan.FromHours(1)),
            offers,
            Booked: []
        );

    public static ReplyContext At(this ReplyContext context, string at) =>
        With(context.Offers, at) with
        {
            Booked = context.Booked,
        };

    /// <summary>Codes of bookings: "A1 B2".</summary>
    public static ReplyContext Booked(this ReplyContext context, string codes) =>
        context with
        {
            Booked =
            [
                .. codes
                    .Split(' ')
                    .Select(code => new Choice(code[0] == 'A' ? Tuesday : Wednesday, (ShiftKind)(code[1] - '0'))),
            ],
        };

    /// <summary>
    /// A reading in one line: the intent, with a question mark when it is to ask about; choices; a minus before what
    /// is declined; "every:" or "ends:" before a standing weekday; an exclamation
    /// mark before what was not offered; the topic in brackets; the remark in quotes.
    /// </summary>
    public static string InOneLine(this Reading reading) =>
        string.Join(
            ' ',
            [
                ReadingNames.Of(reading.Intent) + (reading.IsSure || reading.Intent == Intent.Unclear ? "" : "?"),
                .. reading.Choices.Select(CodeOf),
                .. reading.Declined.Select(night => "-" + LetterOf(night)),
                .. reading.DeclinedShifts.Select(choice => "-" + CodeOf(choice)),
                .. reading.Standing.Select(day => (reading.EndsStanding ? "ends:" : "every:") + NameOf(day)),
                .. reading.Unoffered.Select(named => $"!{named.Text}"),
                .. reading.Topic is { } topic ? [$"[{topic}]"] : Array.Empty<string>(),
                .. reading.Remark is { } remark ? [$"\"{remark}\""] : Array.Empty<string>(),
            ]
        );

    private static string CodeOf(Choice choice) => LetterOf(choice.Night) + (int)choice.Shift;

    private static string NameOf(StandingDay day) => $"{day.Weekday.ToString()[..3]}{(int?)day.Shift}";

    private static string LetterOf(Night night) =>
        night == Tuesday ? "A"
        : night == Wednesday ? "B"
        : night.ToString();
}
