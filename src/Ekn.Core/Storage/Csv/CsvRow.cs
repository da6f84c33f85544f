using System.Globalization;
using System.Net.Mail;
using Ekn.Core.Channels.Sms;

namespace Ekn.Core.Storage.Csv;

/// <summary>
/// One row of a file. Whoever reads a value that cannot be read gets a stand-in, and the row is refused with a sentence.
/// Sentences name the column and not the value, which may be personal.
/// </summary>
internal sealed class CsvRow(int line, IReadOnlyDictionary<string, string> values, BadRows badRows)
{
    public int Line => line;

    /// <summary>Whether nothing has been found wrong with the row so far.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>False when the file lacks the column altogether: then what is known of it already stays.</summary>
    public bool Has(string column) => values.ContainsKey(column);

    /// <summary>The value without spaces around it; empty where it, or its column, is missing.</summary>
    public string Text(string column) => values.GetValueOrDefault(column, "");

    public void Refuse(string sentence)
    {
        IsGood = false;
        badRows.Add(line, sentence);
    }

    public string Required(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            Refuse($"{column} is empty; it must be filled in.");
        }
        return text;
    }

    /// <param name="whenEmpty">Null when the value must be there.</param>
    public int WholeNumber(string column, int least, int most, int? whenEmpty = null)
    {
        var text = Text(column);
        if (text.Length == 0 && whenEmpty is { } stand)
        {
            return stand;
        }
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }
        Refuse($"{column} must be a whole number from {least} to {most}.");
        return least;
    }

    /// <summary>Null where it is empty.</summary>
    public DateOnly? Date(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return null;
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }
        Refuse($"{column} must be a date written as 2026-12-01.");
        return null;
    }

    /// <summary>Null where it is empty.</summary>
    public PhoneNumber? Phone(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return null;
        }
        if (!PhoneNumber.TryParse(text, out var number))
        {
            Refuse($"{column} is not a phone number; write it as 070-174 06 05 or +46701740605.");
        }
        return number;
    }

    /// <summary>In lower case; null where it is empty.</summary>
    public string? Email(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
        {
            return null;
        }
        if (IsAddress(text))
        {
            return text.ToLowerInvariant();
        }
        Refuse($"{column} is not an email address; write it as name@example.org.");
        return null;
    }

    public bool YesNo(string column)
    {
        switch (Text(column).ToLowerInvariant())
        {
            case "" or "no" or "nej" or "false" or "0":
                return false;
            case "yes" or "ja" or "true" or "1" or "x":
                return true;
            default:
                Refuse($"{column} must be yes or no (or empty, which means no).");
                return false;
        }
    }

    private static bool IsAddress(string text)
    {
        if (!MailAddress.TryCreate(text, out var address) || address.Address != text)
        {
            return false;
        }
        var host = address.Host;
        return host.Contains('.')
            && !host.StartsWith('.')
            && !host.EndsWith('.')
            && !host.Contains("..")
            && !text.Any(c => char.IsWhiteSpace(c) || c is ',' or ';' or '"' or '<' or '>')
            && host.All(c => char.IsLetterOrDigit(c) || c is '.' or '-');
    }
}
