using System.Net;
using System.Net.Sockets;

namespace Ekn.Core.Weather.Smhi;

/// <summary>
/// Connects to the first address of a host that answers, giving each only part of the time. SMHI's IPv6 path has been
/// dead for months at a time; a connection that hangs on it would otherwise use up every attempt.
/// </summary>
internal static class SmhiConnection
{
    public static async ValueTask<Stream> ConnectAsync(
        IReadOnlyList<IPAddress> addresses,
        int port,
        TimeSpan timeForEach,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var limit = new CancellationTokenSource(timeForEach, clock);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                await socket.ConnectAsync(address, port, either.Token);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception exception)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                last = exception;
            }
        }
        throw new HttpRequestException("No address of the host answers.", last);
    }
}
