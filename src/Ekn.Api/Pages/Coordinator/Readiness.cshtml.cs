using System.Globalization;
using System.Text;
using Ekn.Api.Access;
using Ekn.Core.Access;
using Ekn.Core.Readiness;
using Ekn.Core.Storage;
using Ekn.Core.Storage.Csv;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>The contact test before the season: started here, and whom we could not reach.</summary>
[Authorize(Policy = Role.Coordinator)]
public sealed class ReadinessModel(
    Database database,
    Visitor visitor,
    ContactRounds rounds,
    ContactPeople people,
    ContactList list,
    PageWords words
) : PageModel
{
    private static readonly string[] Done = ["started", "running", "not-sure", "spoken", "gone"];

    public ContactRound? Round { get; private set; }

    public IReadOnlyList<ContactLine> Lines { get; private set; } = [];

    /// <summary>How many would be asked now.</summary>
    public int Asks { get; private set; }

    /// <summary>Below page.readiness.done; null for nothing.</summary>
    public string? Notice { get; private set; }

    public bool IsWrong => Notice is "running" or "not-sure" or "gone";

    public IReadOnlyList<ContactLine> NotReached => [.. Lines.Where(line => !line.IsReached)];

    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancellationToken)
    {
        Notice = Done.Contains(done) ? done : null;
        await ReadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        string[] columns = ["role", "name", "phone", "mail", "reached", "how"];
        var text = await CsvExport.WriteAsync([
            [.. columns.Select(column => words[$"readiness.column.{column}"])],
            .. Lines
                .OrderBy(line => line.IsReached)
                .Select(line =>
                    (IReadOnlyList<string>)
                        [
                            words[$"readiness.role.{line.Role}"],
                            line.Name,
                            line.Phone ?? "",
                            line.Email ?? "",
                            words[line.IsReached ? "readiness.yes" : "readiness.no"],
                            string.Join("; ", HowOf(line)),
                        ]
                ),
        ]);
        return File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", "readiness.csv");
    }

    public async Task<IActionResult> OnPostStartAsync(long seen, string? sure, CancellationToken cancellationToken)
    {
        var done =
            sure != "yes" ? "not-sure"
            : await rounds.StartAsync(seen, visitor.Actor, cancellationToken) ? "started"
            : "running";
        return LocalRedirect($"~/coordinator/readiness?done={done}");
    }

    public async Task<IActionResult> OnPostSpokeAsync(string? person, CancellationToken cancellationToken) =>
        LocalRedirect(
            await rounds.SpokeAsync(person ?? "", visitor.Actor, cancellationToken)
                ? "~/coordinator/readiness?done=spoken"
                : "~/coordinator/readiness?done=gone"
        );

    /// <summary>How it went by each way, in plain words.</summary>
    public IEnumerable<string> HowOf(ContactLine line)
    {
        if (line.SpokenAt is not null)
        {
            yield return words["readiness.state.spoken"];
        }
        if (line.Ways.Count == 0)
        {
            yield return words["readiness.no-address"];
        }
        foreach (var way in line.Ways)
        {
            var also = new List<string>();
            if (way is { Reminded: true, ReachedAt: null })
            {
                also.Add(words["readiness.reminded"]);
            }
            if (way.Shared > 1)
            {
                also.Add(words.Say("readiness.shared", "count", way.Shared.ToString(CultureInfo.InvariantCulture)));
            }
            yield return $"{words[$"readiness.way-{way.Channel}"]}: {words[$"readiness.state.{way.State}"]}"
                + (also.Count > 0 ? $" ({string.Join(", ", also)})" : "");
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        Round = await rounds.LatestAsync(session, cancellationToken);
        Lines = Round is null ? [] : await list.ReadAsync(session, Round.Id, cancellationToken);
        Asks = (await people.ReadAsync(session, cancellationToken)).Count(person =>
            person.Phone is not null || person.Email is not null
        );
    }
}
