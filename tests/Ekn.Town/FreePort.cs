using System.Net;
using System.Net.Sockets;

namespace Ekn.Town;

public static class FreePort
{
    // Below the ports that Linux gives to outgoing connections: one of those could be taken before it is bound.
    private const int First = 10_000;
    private const int AfterLast = 32_000;

    /// <summary>A port of the loopback that nobody listens on now.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, AfterLast);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody has it: another one.
            }
        }
    }
}
