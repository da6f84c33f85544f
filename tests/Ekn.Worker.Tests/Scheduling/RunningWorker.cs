using System.Data.Common;
using System.Globalization;
using Ekn.Core.Calendar;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ekn.Worker.Scheduling;

/// <summary>The worker itself, real scheduler and all, on a clock that starts at an instant and runs. Stopped when disposed.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly RecordingLogger logger = new();
    private readonly Task<CommandRun> running;

    private RunningWorker(TestHome home, TimeProvider clock, Action<IServiceCollection> more)
    {
        home.Clock = clock;
        home.Replace = services => more(services.AddSingleton<ILoggerProvider>(logger));
        running = Task.Run(() => home.RunAsync(stop.Token, "run"), CancellationToken.None);
    }

    /// <summary>What was logged as a warning or worse.</summary>
    public IReadOnlyList<string> Complaints => logger.Complaints;

    /// <param name="local">When it starts, in Swedish winter time: 2026-12-01T12:00:00.</param>
    /// <param name="more">Services beside the worker's own.</param>
    public static RunningWorker Start(TestHome home, string local, Action<IServiceCollection>? more = null) =>
        new(home, ClockFrom(local), more ?? (_ => { }));

    public static TimeProvider ClockFrom(string local) =>
        new RunningClock(
            TimeProvider.System,
            DateTimeOffset.Parse($"{local}+01:00", CultureInfo.InvariantCulture),
            speed: 1
        );

    /// <summary>Waits until the database says so, and fails when it does not for too long.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await isSo())
        {
            Assert.False(
                running.IsCompleted,
                running.IsCompletedSuccessfully ? (await running).Error : "the worker ended"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>As the other: waits until the query has a first row. A table that is not there yet has none.</summary>
    public Task UntilAsync(TestHome home, string query) =>
        UntilAsync(async () =>
        {
            try
            {
                return (await home.QueryAsync<string>(query)).Count > 0;
            }
            catch (DbException)
            {
                return false;
            }
        });

    public async Task<CommandRun> StopAsync()
    {
        await stop.CancelAsync();
        return await running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }
}
