using Ekn.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Ekn.Worker.Scheduling;

internal static class SchedulingRegistration
{
    /// <summary>
    /// The scheduler on its persistent store, in the same database as everything else (tables QRTZ_…). It runs on the
    /// TimeProvider that is registered. Several workers on one PostgreSQL share the rounds; SQLite has one worker.
    /// </summary>
    public static IServiceCollection AddScheduling(this IServiceCollection services, Database database)
    {
        services.AddTransient<RoundJob>().AddTransient<EveryMinuteJob>().AddHostedService<Timetable>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "Ekn");
            quartz.UsePersistentStore(store =>
            {
                store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
                store.ProvisionSchema();
                if (database.Dialect == Dialect.Postgres)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, database.ConnectionString);
                    store.UseClustering();
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, Patient(database.ConnectionString));
                }
            });
        });
        return services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }

    /// <summary>
    /// The scheduler's transactions take SQLite's write lock when they begin, as ours do, and wait this long for it: one
    /// of ours may hold it while a night is opened for a hundred and fifty people. It has no pool, because that may lend one
    /// connection to two who open at once (see <see cref="Dialect"/>).
    /// </summary>
    private static string Patient(string connectionString) =>
        new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 60, Pooling = false }.ToString();
}
