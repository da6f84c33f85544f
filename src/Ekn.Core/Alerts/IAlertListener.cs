using Ekn.Core.Storage;

namespace Ekn.Core.Alerts;

/// <summary>Told of a new alert inside the transaction that raised it; the coordinators' messages are written here.</summary>
public interface IAlertListener
{
    Task RaisedAsync(Session session, Alert alert, CancellationToken cancellationToken);
}
