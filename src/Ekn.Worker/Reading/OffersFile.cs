using System.Text.Json;
using Ekn.Core.Calendar;
using Ekn.Core.Replies;
using Ekn.Core.Shifts;
using Ekn.Worker.Commands;

namespace Ekn.Worker.Reading;

/// <summary>
/// What a writer was asked, as a file: <c>{"now": …, "offers": [{"night", "code", "shifts"}], "booked": [{"night",
/// "shift"}]}</c>. "booked" may be left out, and so may "current" of an offer (true: part of what was last offered).
/// </summary>
internal static class OffersFile
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <exception cref="FormatException">What is wrong, and where, in one sentence.</exception>
    public static ReplyContext Read(byte[] bytes, LocalTime time)
    {
        var skipped = bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(skipped));
            return ContextOf(document.RootElement, time);
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                $"the file is not JSON (line {exception.LineNumber + 1}); it must be like {{\"now\": …, \"offers\": […], \"booked\": […]}}.",
                exception
            );
        }
        catch (InvalidOperationException exception)
        {
            // A string with bytes that are no UTF-8, or half a surrogate pair.
            throw new FormatException("the file has text in it that cannot be read; save it as UTF-8.", exception);
        }
    }

    private static ReplyContext ContextOf(JsonElement root, LocalTime time)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the file must hold one JSON object with now, offers and booked.");
        }
        var written = Text(root, "now", "now", "an instant written as 2026-11-30T12:10:00+01:00");
        var now =
            Inputs.Instant(written, time)
            ?? throw new FormatException(
                $"now is '{Shown(written)}'; it must be an instant written as 2026-11-30T12:10:00+01:00."
            );
        var offers = List(root, "offers", isRequired: true).Select(OfferOf).ToList();
        if (offers.GroupBy(offer => offer.Code).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new FormatException($"two offers have the code {twice.Key}; each night must have a code of its own.");
        }
        return new ReplyContext(
            time.ToLocal(now),
            offers,
            [.. List(root, "booked", isRequired: false).Select(BookingOf)]
        );
    }

    private static Offer OfferOf(JsonElement offer, int at)
    {
        var place = $"offers[{at}]";
        MustBeObject(offer, place);
        var night = NightOf(offer, place);
        var code = Text(offer, "code", $"{place}.code", "one or two letters, as A").ToUpperInvariant();
        if (code.Length is < 1 or > 2 || !code.All(char.IsAsciiLetterUpper))
        {
            throw new FormatException($"{place}.code is '{Shown(code)}'; it must be one or two letters, as A.");
        }
        if (!offer.TryGetProperty("shifts", out var shifts) || shifts.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException(
                $"{place}.shifts is missing; it must be a list such as [\"evening\", \"night\"]."
            );
        }
        var kinds = shifts.EnumerateArray().Select((shift, index) => ShiftOf(shift, $"{place}.shifts[{index}]"));
        return new Offer(night, code, [.. kinds.Distinct().Order()], IsCurrent(offer, place));
    }

    private static Choice BookingOf(JsonElement booking, int at)
    {
        var place = $"booked[{at}]";
        MustBeObject(booking, place);
        var night = NightOf(booking, place);
        return booking.TryGetProperty("shift", out var shift)
            ? new Choice(night, ShiftOf(shift, $"{place}.shift"))
            : throw new FormatException($"{place}.shift is missing; it must be evening, night or morning.");
    }

    private static Night NightOf(JsonElement of, string place)
    {
        var written = Text(of, "night", $"{place}.night", "the date of the night's evening, written as 2026-12-01");
        return Night.TryParse(written, out var night) && Inputs.IsReal(night.Evening.Year)
            ? night
            : throw new FormatException(
                $"{place}.night is '{Shown(written)}'; it must be the date of the night's evening, written as 2026-12-01."
            );
    }

    private static ShiftKind ShiftOf(JsonElement shift, string place)
    {
        var name = shift.ValueKind == JsonValueKind.String ? shift.GetString()! : shift.GetRawText();
        return ReadingNames.ShiftOf(name)
            ?? throw new FormatException($"{place} is '{Shown(name)}'; it must be evening, night or morning.");
    }

    private static bool IsCurrent(JsonElement offer, string place)
    {
        if (!offer.TryGetProperty("current", out var current))
        {
            return true;
        }
        return current.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? current.GetBoolean()
            : throw new FormatException($"{place}.current must be true or false.");
    }

    private static IEnumerable<JsonElement> List(JsonElement root, string name, bool isRequired)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return isRequired
                ? throw new FormatException($"{name} is missing; it must be a list, empty when nothing was offered.")
                : [];
        }
        return list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : throw new FormatException($"{name} must be a list.");
    }

    private static string Text(JsonElement of, string name, string place, string what) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"{place} is missing; it must be {what}.");

    private static void MustBeObject(JsonElement element, string place)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{place} must be an object in braces.");
        }
    }

    /// <summary>Short, and on one line: a complaint is one sentence.</summary>
    private static string Shown(string written)
    {
        var line = string.Join(' ', written.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 40 ? line : line[..40] + "…";
    }
}
