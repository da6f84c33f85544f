using System.Net;
using System.Text;
using Ekn.Core.Texts;

namespace Ekn.Core.Printouts;

/// <summary>
/// A printout as one file that any browser opens and prints: nothing is fetched, nothing runs. Why it is no PDF:
/// docs/decisions/0011.
/// </summary>
public sealed class PrintoutSheet(MessageTexts texts)
{
    private const string Style =
        "body{font:11pt sans-serif;margin:1.5cm;color:#000;background:#fff}h1{margin:0}h2{margin:14pt 0 4pt;font-size:12pt}"
        + "table{border-collapse:collapse;width:100%}td{border:1px solid #777;padding:4pt;vertical-align:top}"
        + "tr{break-inside:avoid}.box{width:14pt}.count td{height:30pt}"
        + ".practice{border:3pt dashed #000;padding:4pt;font-size:20pt;letter-spacing:4pt}";

    public byte[] Write(Printout printout, Wording wording)
    {
        var page = new StringBuilder();
        var title = $"{printout.Room.Name}, {wording.Night(printout.Night)}";
        page.Append($"<!DOCTYPE html><html lang=\"{wording.Language}\"><head><meta charset=\"utf-8\">")
            .Append(
                $"<meta name=\"viewport\" content=\"width=device-width\"><title>{Safe(title)}</title><style>{Style}</style></head><body>"
            )
            .Append(printout.Practice ? $"<p class=\"practice\">{Word("practice.mark")}</p>" : "")
            .Append(
                $"<h1>{Safe(printout.Room.Name)}</h1><p>{Safe(wording.Night(printout.Night))}. {Safe(printout.Room.Address)}</p>"
            )
            .Append(
                $"<p>{Word("lead.of-places", "capacity", $"{printout.Room.Capacity}")} · {Word("print.as-of", "time", wording.Moment(printout.AsOf))} · {Word("hired.own-staff", "count", $"{printout.Room.OwnStaff}")}</p>"
            );
        foreach (var shift in printout.Expected.GroupBy(person => person.ShiftId))
        {
            var first = shift.First();
            var booked = shift.Where(person => person.VolunteerId is not null).ToList();
            var filled = texts.Render(
                wording.Language,
                "page.lead.booked",
                Facts.None.With("booked", booked.Count).With("heads", first.Heads)
            );
            page.Append(
                $"<h2>{Safe(wording.Shift(first.Kind))} {wording.Hour(first.StartsAt)}–{wording.Hour(first.EndsAt)}, {Safe(filled)}</h2><table>"
            );
            foreach (var person in booked)
            {
                Row(page, "", person.Name, person.Phone, person.Remark);
            }
            foreach (var person in printout.Hired.Where(person => person.ShiftId == first.ShiftId))
            {
                Row(page, "", person.Name, person.Phone, texts.Word(wording.Language, "page.hired.title"));
            }
            for (var missing = booked.Count; missing < first.Heads; missing++)
            {
                Row(page, "", texts.Word(wording.Language, "page.print.missing"), null, null);
            }
            foreach (var person in printout.Standby.Where(person => person.ShiftId == first.ShiftId))
            {
                Row(
                    page,
                    "",
                    person.Name,
                    person.Phone,
                    texts.Word(wording.Language, $"page.crew-people.standing.{person.Kind}")
                );
            }
            page.Append("</table>");
        }
        page.Append($"<h2>{Word("lead.contacts")}</h2><table>");
        foreach (var (who, name, number) in ContactsOf(printout))
        {
            Row(page, who, name, number, null);
        }
        page.Append($"</table><h2>{Word("print.count")}</h2><table class=\"count\"><tr>");
        foreach (var field in new[] { "women", "men", "notStated", "turnedAway", "threats", "violence", "police" })
        {
            page.Append($"<td>{Word($"lead.field.{field}")}</td>");
        }
        page.Append("</tr></table></body></html>");
        return Encoding.UTF8.GetBytes(page.ToString());

        string Word(string key, string fact = "", string value = "") =>
            Safe(texts.Render(wording.Language, $"page.{key}", Facts.None.With(fact, value)));
        IEnumerable<(string Who, string? Name, string? Number)> ContactsOf(Printout of) =>
            of
                .Coordinators.Select(one => (Said("role.coordinator"), (string?)one.Name, one.Phone?.Value))
                .Prepend((Said("role.sitelead"), of.SiteLead?.Name, of.SiteLead?.Phone?.Value))
                .Append((of.Room.Church, of.Room.ContactName, of.Room.Phone))
                .Append((Said("print.emergency"), null, of.Contacts.Emergency))
                .Append((Said("lead.social-services"), null, of.Contacts.SocialServices))
                .Append((Said("lead.eu-team"), null, of.Contacts.EuTeam))
                .Where(contact => !string.IsNullOrEmpty(contact.Item3));
        string Said(string key) => texts.Word(wording.Language, $"page.{key}");
    }

    private static void Row(StringBuilder page, string first, string? name, string? number, string? word) =>
        page.Append(
            $"<tr><td class=\"box\">{Safe(first)}</td><td dir=\"auto\">{Safe(name)}</td><td>{Safe(number)}</td><td dir=\"auto\">{Safe(word)}</td></tr>"
        );

    private static string Safe(string? text) => WebUtility.HtmlEncode(text ?? "");
}
