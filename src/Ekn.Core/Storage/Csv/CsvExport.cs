using System.Globalization;
using CsvHelper;

namespace Ekn.Core.Storage.Csv;

/// <summary>What is known, in the columns that the imports take: taken in again it changes nothing.</summary>
public static class CsvExport
{
    private static readonly Dictionary<string, string> Queries = new(StringComparer.Ordinal)
    {
        ["churches"] = """
            SELECT c.name AS church, r.name AS premises, r.address, r.capacity, r.contact_name AS "contactName", r.phone,
                r.email, CASE WHEN r.reserve = 1 THEN 'yes' ELSE 'no' END AS reserve, r.own_staff AS "ownStaff"
            FROM premises r JOIN church c ON c.id = r.church_id WHERE r.address <> '' ORDER BY r.name
            """,
        ["rota"] = """
            SELECT CASE w.weekday WHEN 1 THEN 'monday' WHEN 2 THEN 'tuesday' WHEN 3 THEN 'wednesday' WHEN 4 THEN 'thursday'
                WHEN 5 THEN 'friday' WHEN 6 THEN 'saturday' ELSE 'sunday' END AS weekday,
                '' AS date, r.name AS premises, COALESCE(w.valid_from, '') AS "from", COALESCE(w.valid_to, '') AS "to"
            FROM rota_weekday w JOIN premises r ON r.id = w.premises_id
            UNION ALL
            SELECT '', d.night, COALESCE(r.name, ''), '', '' FROM rota_date d LEFT JOIN premises r ON r.id = d.premises_id
            """,
        ["volunteers"] = """
            SELECT name, COALESCE(phone, '') AS phone, COALESCE(email, '') AS email, language,
                COALESCE(weekdays, '') AS weekdays, COALESCE(shifts, '') AS shifts, COALESCE(consent_on, '') AS consent
            FROM volunteer WHERE erased_at IS NULL ORDER BY name, id
            """,
        ["nights"] = """
            SELECT n.night, r.name AS premises, np.capacity, g.women, g.men, g.not_stated AS "notStated",
                g.turned_away AS "turnedAway", g.threats, g.violence, g.police
            FROM night n
            JOIN night_premises np ON np.night = n.night
            JOIN premises r ON r.id = np.premises_id
            JOIN guest_count g ON g.id = (SELECT MAX(l.id) FROM guest_count l WHERE l.night_premises_id = np.id)
            WHERE n.state = 'ended' AND n.practice = 0 ORDER BY n.night, np.id
            """,
    };

    // What a spreadsheet would take for a formula is led by an apostrophe: a name is never run. A phone number begins with
    // + and is left as it is, so that it can be taken in again.
    private static readonly CsvWriterOptions Format = new()
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=@\t\r",
    };

    /// <param name="what">churches, rota, volunteers or nights.</param>
    /// <returns>Null when it is none of them.</returns>
    public static async Task<string?> WriteAsync(Session session, string what, CancellationToken cancellationToken)
    {
        if (!Queries.TryGetValue(what, out var query))
        {
            return null;
        }
        var rows = await session.QueryAsync<dynamic>(query, null, cancellationToken);
        var all = rows.Cast<IDictionary<string, object?>>().ToList();
        return all.Count == 0
            ? ""
            : await WriteAsync([
                [.. all[0].Keys],
                .. all.Select(row =>
                    (IReadOnlyList<string>)
                        [.. row.Values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")]
                ),
            ]);
    }

    /// <summary>Rows as a file; what a spreadsheet would run is made harmless.</summary>
    public static async Task<string> WriteAsync(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await using (var csv = CsvWriter.Create(text, Format, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                csv.WriteRecord([.. row]);
            }
        }
        return text.ToString();
    }
}
