using System.Globalization;
using Ekn.Api;
using Ekn.Core;
using Ekn.Core.Calendar;
using Ekn.Simulators.Mail;
using Ekn.Simulators.Smhi;
using Ekn.Simulators.Sms;
using Ekn.Town;
using Ekn.Worker;
using Microsoft.Extensions.Logging;

namespace Ekn.Demo;

/// <summary>
/// The demo that somebody takes part in: the real worker and the real web, started as in service, with stand-ins for all
/// that is outside and a clock that runs fast from 11:58 on a cold day.
/// </summary>
internal static class LiveNight
{
    private static readonly TimeSpan TimeToComeUp = TimeSpan.FromSeconds(6);

    private const string FirstMoment = "2026-12-01T11:58:00+01:00";

    public static async Task<int> RunAsync(TextWriter output, DemoHome home, string folder, double speed)
    {
        var start = DateTimeOffset.Parse(FirstMoment, CultureInfo.InvariantCulture);
        var log = Path.Combine(folder, "worker.log");
        await using var workerLog = TextWriter.Synchronized(new StreamWriter(log) { AutoFlush = true });
        var worker = new WorkerApplication(new Terminal(workerLog, workerLog), home.Folder.Path);
        var database = $"Data Source={Path.Combine(folder, "demo.db")}";
        home.Set(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Ekn:Database:ConnectionString"] = database,
                ["Ekn:Clock:Start"] = FirstMoment,
                // Only what a person should know of; the demo's page is the console.
                ["Logging:LogLevel:Default"] = "Error",
            }
        );
        await SettleInAsync(worker, home.Folder, folder);

        // The clock shows 11:58 when the worker and the web have come up.
        var realStart = TimeProvider.System.GetUtcNow() + TimeToComeUp;
        var clock = new RunningClock(TimeProvider.System, start - (TimeToComeUp * speed), speed);
        await using var smhi = await SmhiSimulator.StartAsync(clock);
        smhi.Serve(
            ForecastScript.Nights(
                new Dictionary<DateOnly, NightLow>
                {
                    [new(2026, 12, 1)] = new(-12.4m),
                    [new(2026, 12, 2)] = new(-8.1m),
                },
                otherNights: new NightLow(-3)
            )
        );
        await using var gateway = await SmsGatewaySimulator.StartAsync(new SmsGatewaySettings { Clock = clock });
        gateway.Receipts = new ReceiptMode(Automatic: true);
        await using var mail = new MailServerSimulator(clock: clock);
        await using var inbox = await MailInbox.StartAsync(
            mail,
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm")
        );
        var web = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        gateway.ConnectTo(web);
        gateway.NameOf = new Names(Cast.Volunteers).Of;

        home.Set(Settings(database, smhi, gateway, mail, web));
        home.Set(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Ekn:Clock:Speed"] = speed.ToString(CultureInfo.InvariantCulture),
                ["Ekn:Clock:RealStart"] = realStart.ToString("O", CultureInfo.InvariantCulture),
            }
        );

        using var stopping = new CancellationTokenSource();
        using var onInterrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGINT,
            context =>
            {
                context.Cancel = true;
                stopping.Cancel();
            }
        );
        await using var site = ApiApplication.Create(
            [],
            home.Folder,
            builder => builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Error)
        );
        await site.StartAsync(stopping.Token);
        await output.WriteLineAsync(
            $"""

            A cold day in a fictitious Stockholm: 1 December 2026, 11:58, 150 volunteers, nobody real.
            A minute of the night takes {(60 / speed).ToString("0.##", CultureInfo.InvariantCulture)} seconds. Open:

              Anna's phone (first coordinator)   {new Uri(
                gateway.PhonesUrl,
                $"/phones/{Uri.EscapeDataString(Cast.Anna.Phone!)}"
            )}
              all phones                         {gateway.PhonesUrl}
              all mail                           {inbox.Address}
              tonight, for everybody             {web}
              sign in (a number of the demo)     {new Uri(web, "sign-in")}
              how the service is                 {new Uri(web, "readyz")}

            At 12:00 the service asks Anna whether to open. Answer on her phone: JA, or open the link in her text.
            Then be a church, a volunteer (A1, "kan ta tis natt", NEJ, STOPP ...) or Sara, the site lead (14K 23M).
            Ctrl-C ends the night; nothing is kept.

            """
        );
        var code = await worker.RunAsync(["run"], stopping.Token);
        await site.StopAsync(CancellationToken.None);
        return stopping.IsCancellationRequested ? 0 : code;
    }

    /// <summary>The stand-ins, in the words of the settings.</summary>
    internal static IReadOnlyDictionary<string, string?> Settings(
        string database,
        SmhiSimulator smhi,
        SmsGatewaySimulator gateway,
        MailServerSimulator mail,
        Uri web
    ) =>
        TownConfiguration.Values(
            new TownSettings
            {
                Start = FirstMoment,
                ConnectionString = database,
                Volunteers = Cast.Volunteers,
            },
            smhi,
            gateway,
            mail,
            web
        );

    /// <summary>Through the same commands that an operator gives.</summary>
    private static async Task SettleInAsync(WorkerApplication worker, HomeFolder home, string folder)
    {
        var churches = Path.Combine(folder, "churches.csv");
        var volunteers = Path.Combine(folder, "volunteers.csv");
        await File.WriteAllTextAsync(churches, TownImports.Churches());
        await File.WriteAllTextAsync(volunteers, TownImports.Volunteers(Cast.Volunteers));
        await ImportAsync("churches", churches);
        await ImportAsync("rota", Path.Combine(home.Path, "config", "example", "rota.csv"));
        await ImportAsync("volunteers", volunteers);

        async Task ImportAsync(string what, string file)
        {
            if (await worker.RunAsync(["import", what, file], CancellationToken.None) != 0)
            {
                throw new InvalidOperationException($"The demo's {what} could not be imported.");
            }
        }
    }
}
