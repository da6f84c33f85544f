using System.Net;
using System.Net.Sockets;

namespace Ekn.Testing;

/// <summary>
/// A port of the loopback where nobody answers. It is taken and not listened on: a port that is merely free may be given
/// to the server of another test at any moment.
/// </summary>
public sealed class DeadPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeadPort() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)socket.LocalEndPoint!).Port;

    public void Dispose() => socket.Dispose();
}
