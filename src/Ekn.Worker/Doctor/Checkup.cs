using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Ekn.Worker.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Doctor;

/// <summary>All the checks, in the order in which a person would mend things. Each has a time limit and none sends anything.</summary>
internal static class Checkup
{
    // On the machine's clock: a network does not hurry for a rehearsal.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(
        IServiceCollection collected,
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        var faults = SettingsCheck.Faults(collected, services);
        var settings =
            faults.Count == 0
                ? [Diagnosis.Ok("settings", "complete.")]
                : faults.Select(fault => Diagnosis.Failed("settings", fault));
        var others = await Task.WhenAll(
            ExamineAsync("texts", _ => Task.FromResult(Texts(services)), cancellationToken),
            ExamineAsync("people", _ => Task.FromResult(People(services)), cancellationToken),
            ExamineAsync("database", cancel => DatabaseAsync(services, cancel), cancellationToken),
            ExamineAsync("clock", cancel => ClockCheck.RunAsync(services, cancel), cancellationToken),
            ExamineAsync("forecast", cancel => WeatherCheck.ForecastAsync(services, cancel), cancellationToken),
            ExamineAsync("warnings", cancel => WeatherCheck.WarningsAsync(services, cancel), cancellationToken),
            ExamineAsync("sms", cancel => SmsCheck.RunAsync(services, second: false, cancel), cancellationToken),
            ExamineAsync("sms-second", cancel => SmsCheck.RunAsync(services, second: true, cancel), cancellationToken),
            ExamineAsync("mail", cancel => MailCheck.RunAsync(services, cancel), cancellationToken)
        );
        return [.. settings, .. others];
    }

    /// <summary>The edge around one check: what it throws is its diagnosis.</summary>
    private static async Task<Diagnosis> ExamineAsync(
        string of,
        Func<CancellationToken, Task<Diagnosis>> check,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return await check(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Diagnosis.Failed(
                of,
                $"no answer within {Limit.TotalSeconds} seconds; check the network and the address in the settings."
            );
        }
        catch (Exception exception) when (SettingsFaults.Of(exception) is { Count: > 0 })
        {
            return Diagnosis.Failed(of, "could not be looked at; mend the settings first.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Diagnosis.Failed(of, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static Diagnosis Texts(IServiceProvider services)
    {
        var texts = services.GetRequiredService<MessageTexts>();
        return Diagnosis.Ok(
            "texts",
            $"{texts.Keys("sv").Count()} texts in {string.Join(" and ", texts.Languages.Order())}."
        );
    }

    private static Diagnosis People(IServiceProvider services)
    {
        var people = services.GetRequiredService<PeopleDirectory>();
        return people switch
        {
            { Coordinators.Count: 0 } => Diagnosis.Failed("people", "nobody decides: fill in Ekn:People:Coordinators."),
            { Coordinators.Count: 1 } => Diagnosis.Warning(
                "people",
                "one coordinator and nobody after: add a second to Ekn:People:Coordinators."
            ),
            { SiteLeads.Count: 0 } => Diagnosis.Warning(
                "people",
                "no site lead, so nobody reports guests: fill in Ekn:People:SiteLeads."
            ),
            _ => Diagnosis.Ok(
                "people",
                $"{people.Coordinators.Count} coordinators, {people.SiteLeads.Count} site leads, {people.City.Count} at the city."
            ),
        };
    }

    private static async Task<Diagnosis> DatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<Database>();
        var pending = await services.GetRequiredService<Migrator>().PendingAsync(cancellationToken);
        return pending == 0
            ? Diagnosis.Ok("database", $"{database.Dialect.Name}, its schema up to date.")
            : Diagnosis.Warning(
                "database",
                $"{database.Dialect.Name}, reachable; {pending} migrations are pending: the worker runs them when it starts, or ./ekn migrate."
            );
    }
}
