using Ekn.Core.Access;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ekn.Api.Pages.SignIn;

/// <summary>Who is signed in somewhere, for whoever runs the service: a lost phone is signed out from here.</summary>
[Authorize(Policy = Role.Administrator)]
public sealed class AccessModel(Database database, Devices devices, Identities identities, PageWords words) : PageModel
{
    private const int Most = 500;

    public IReadOnlyList<Person> All { get; private set; } = [];

    public bool Done { get; private set; }

    public async Task OnGetAsync(bool done, CancellationToken cancellationToken)
    {
        Done = done;
        await using var session = await database.OpenAsync(cancellationToken);
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT address, MAX(id) AS device_id, COUNT(*) AS devices, MAX(last_seen_at) AS last_seen_at FROM device
            WHERE ended_at IS NULL AND address <> '' GROUP BY address ORDER BY MAX(last_seen_at) DESC LIMIT {Most}
            """,
            null,
            cancellationToken
        );
        var all = new List<Person>();
        foreach (var row in rows)
        {
            var identity = await identities.FindAsync(session, row.Address, cancellationToken);
            if (identity.IsNobody)
            {
                continue;
            }
            var names = identity.Functions.Select(one => one.Name).Concat(identity.Volunteers.Select(one => one.Name));
            all.Add(
                new Person(
                    row.DeviceId,
                    string.Join(", ", names.Distinct()) is { Length: > 0 } named ? named : words["role.church"],
                    string.Join(", ", identity.Roles.Select(role => words[$"role.{role}"])),
                    row.Devices,
                    row.LastSeenAt
                )
            );
        }
        All = all;
    }

    public async Task<IActionResult> OnPostSignOutAsync(long device, CancellationToken cancellationToken)
    {
        await database.InTransactionAsync(
            async session =>
            {
                var address = await session.FirstOrDefaultAsync<string>(
                    "SELECT address FROM device WHERE id = @device AND address <> ''",
                    new { device },
                    cancellationToken
                );
                if (address is not null)
                {
                    var identity = await identities.FindAsync(session, address, cancellationToken);
                    await devices.SignOutEverywhereAsync(session, identity.Addresses, cancellationToken);
                }
            },
            cancellationToken
        );
        return RedirectToPage(new { done = true });
    }

    public sealed record Person(long DeviceId, string Name, string Roles, int Devices, DateTimeOffset LastSeenAt);

    private sealed record Row
    {
        public string Address { get; init; } = "";
        public long DeviceId { get; init; }
        public int Devices { get; init; }
        public DateTimeOffset LastSeenAt { get; init; }
    }
}
