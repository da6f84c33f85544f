using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ekn.Simulators.Mail;

/// <summary>
/// A small SMTP server on a free loopback port that keeps what it gets and delivers nothing: EHLO, STARTTLS, AUTH
/// (LOGIN, PLAIN), MAIL, RCPT, DATA, RSET, NOOP, QUIT. It runs from construction to disposal.
/// </summary>
public sealed class MailServerSimulator : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<ReceivedMail> mails = new();
    private readonly ConcurrentQueue<ReceivedCommand> commands = new();
    private readonly ConcurrentQueue<Task> sessions = new();
    private readonly TimeProvider clock;
    private readonly NetworkCredential? login;
    private readonly X509Certificate2 certificate;
    private readonly Task accepting;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int numbers;

    /// <param name="login">The user and password that a client must log in with; null takes mail without a login.</param>
    /// <param name="certificate">Shown at STARTTLS; a fresh self-signed one (<see cref="MakeCertificate"/>) when null.</param>
    /// <param name="clock">Dates the mails that come in; the machine's when null.</param>
    public MailServerSimulator(
        NetworkCredential? login = null,
        X509Certificate2? certificate = null,
        TimeProvider? clock = null
    )
    {
        this.clock = clock ?? TimeProvider.System;
        this.login = login;
        this.certificate = certificate ?? MakeCertificate();
        listener.Start();
        accepting = AcceptAsync();
    }

    public MailFaults Faults { get; } = new();

    /// <summary>
    /// Called when a client is left without an answer (<see cref="MailFaults.HangAt"/>): here a test lets the client's time
    /// run out, however fast or slow the machine is.
    /// </summary>
    public Action OnSilence { get; set; } = static () => { };

    /// <summary>A name rather than an address, as the certificate is made out to it.</summary>
    public string Host => "localhost";

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What the server has taken, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. mails];

    /// <summary>Every line that clients sent outside of mails, oldest first.</summary>
    public IReadOnlyList<ReceivedCommand> Commands => [.. commands];

    internal X509Certificate2 Certificate => certificate;

    internal CancellationToken Stopping => stopping.Token;

    /// <summary>A self-signed certificate for one host, with its private key.</summary>
    public static X509Certificate2 MakeCertificate(string host = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true)
        );
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    /// <summary>Returns once at least <paramref name="count"/> mails have come in.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> WaitForAsync(
        int count,
        CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            var next = Volatile.Read(ref changed).Task;
            if (mails.Count >= count)
            {
                return Mails;
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    public void ForgetAll()
    {
        mails.Clear();
        commands.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions);
        stopping.Dispose();
        certificate.Dispose();
    }

    internal void Note(string line, bool encrypted) => commands.Enqueue(new ReceivedCommand(line, encrypted));

    internal bool Accepts(string user, string password) =>
        !Faults.RefuseLogin && login is not null && user == login.UserName && password == login.Password;

    internal bool AsksForLogin => login is not null;

    internal void Keep(string from, IReadOnlyList<string> to, bool encrypted, string? user, byte[] raw)
    {
        mails.Enqueue(
            new ReceivedMail(Interlocked.Increment(ref numbers), clock.GetUtcNow(), from, to, encrypted, user, raw)
        );
        Interlocked
            .Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .TrySetResult();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(stopping.Token);
                sessions.Enqueue(ServeAsync(client));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new MailSession(this, client.GetStream()).RunAsync();
            }
            catch (Exception e)
                when (e
                        is IOException
                            or OperationCanceledException
                            or SocketException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The client went away, refused the certificate, or the server stops.
            }
        }
    }
}
