using System.Xml.Linq;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Ekn.Api.Access;

/// <summary>
/// The keys that guard forms against forgery, in the database: a form that was opened before a restart, or came from
/// another web process, can still be sent. Nothing else is made with them.
/// </summary>
internal sealed class FormKeys(Database database, TimeProvider clock) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Wait(async () =>
        {
            await using var session = await database.OpenAsync(CancellationToken.None);
            var all = await session.QueryAsync<string>(
                "SELECT xml FROM form_key ORDER BY added_at, name",
                null,
                CancellationToken.None
            );
            return all.Select(XElement.Parse).ToList();
        });

    public void StoreElement(XElement element, string friendlyName) =>
        Wait(() =>
            database.WriteAsync(
                session =>
                    session.ExecuteAsync(
                        """
                        INSERT INTO form_key (name, xml, added_at) VALUES (@Name, @Xml, @At)
                        ON CONFLICT (name) DO NOTHING
                        """,
                        new
                        {
                            Name = friendlyName,
                            Xml = element.ToString(SaveOptions.DisableFormatting),
                            At = clock.GetUtcNow(),
                        },
                        CancellationToken.None
                    ),
                CancellationToken.None
            )
        );

    // The framework asks without await; on a thread of the pool so that nothing waits for itself.
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
