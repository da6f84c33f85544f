using Ekn.Core.Channels.Sms;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Volunteers;

namespace Ekn.Core.Access;

/// <summary>Finds who is behind an address. Asked anew for each request, so that a function that ends ends at once.</summary>
public sealed class Identities(PeopleDirectory people, VolunteerRegister register)
{
    /// <param name="address">A phone number as people write it, or an email address.</param>
    public async Task<Identity> FindAsync(Session session, string address, CancellationToken cancellationToken)
    {
        var own = StopList.Normalized(address);
        var functions = people.All.Where(one => one.Phone?.Value == own || one.Email == own).ToList();
        List<string> all =
        [
            .. functions
                .SelectMany(one => new[] { one.Phone?.Value, one.Email })
                .OfType<string>()
                .Prepend(own)
                .Distinct(StringComparer.Ordinal),
        ];
        var premises = new SortedSet<long>();
        var volunteers = new SortedDictionary<long, Volunteer>();
        foreach (var one in all)
        {
            premises.UnionWith(
                await session.QueryAsync<long>(
                    "SELECT id FROM premises WHERE phone = @one OR email = @one",
                    new { one },
                    cancellationToken
                )
            );
            var found = PhoneNumber.TryParse(one, out var phone)
                ? await register.ByPhoneAsync(session, phone, cancellationToken)
                : await register.ByEmailAsync(session, one, cancellationToken);
            foreach (var volunteer in found)
            {
                volunteers[volunteer.Id] = volunteer;
            }
        }
        return new Identity(all, functions, [.. premises], [.. volunteers.Values]);
    }
}
