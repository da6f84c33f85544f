using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Ekn.Simulators.Mail;

namespace Ekn.Core.Channels.Email;

/// <summary>
/// A certificate that this test process trusts as it would one of a real authority: SSL_CERT_FILE names the file of
/// trusted roots. It is read once, before the first TLS connection of the process, and from the environment of the C library,
/// which Environment.SetEnvironmentVariable does not reach.
/// </summary>
internal static class TrustedCertificate
{
    private static readonly X509Certificate2 Local = MailServerSimulator.MakeCertificate();
    private static readonly X509Certificate2 Elsewhere = MailServerSimulator.MakeCertificate("mail.example.org");

    /// <summary>A copy, as the server that shows it also disposes it.</summary>
    public static X509Certificate2 Copy() => new(Local);

    public static X509Certificate2 OfAnotherHost() => new(Elsewhere);

#pragma warning disable CA2255 // The variable must be set before any other test has opened a TLS connection.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Trust()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "trusted-by-tests.pem");
        File.WriteAllText(file, Local.ExportCertificatePem() + "\n" + Elsewhere.ExportCertificatePem());
        _ = SetEnv("SSL_CERT_FILE", file, 1);
    }

#pragma warning disable SYSLIB1054 // A generated import would need unsafe code in the project for one call.
    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnv(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string value,
        int overwrite
    );
#pragma warning restore SYSLIB1054
}
