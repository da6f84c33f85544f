using System.Reflection;
using Ekn.Core;
using Ekn.Core.People;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Commands;

/// <summary>Whether the settings are complete for real service: a sentence for each that is missing or wrong.</summary>
internal static class SettingsCheck
{
    /// <param name="collected">The registrations that <paramref name="services"/> was built from.</param>
    public static IReadOnlyList<string> Faults(IServiceCollection collected, IServiceProvider services) =>
        [
            .. OptionsOf(collected)
                .SelectMany(options => FaultsOf(() => Read(options, services)))
                .Concat(FaultsOf(() => NeedsACoordinator(services)))
                .Concat(FaultsOf(() => services.GetRequiredService<Database>()))
                .Concat(FaultsOf(() => services.GetRequiredService<MessageTexts>()))
                .Distinct(),
        ];

    // Every options type of the service that anything binds, so that a new section is checked without being listed here.
    private static IEnumerable<Type> OptionsOf(IServiceCollection collected) =>
        collected
            .Select(descriptor => descriptor.ServiceType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Assembly == typeof(EknRegistration).Assembly)
            .Distinct()
            .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static void Read(Type options, IServiceProvider services)
    {
        var reader = typeof(IOptions<>).MakeGenericType(options);
        reader
            .GetProperty(nameof(IOptions<object>.Value))!
            .GetValue(services.GetRequiredService(reader), BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private static void NeedsACoordinator(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<PeopleOptions>>().Value.Coordinators.Count == 0)
        {
            throw new OptionsValidationException(
                PeopleOptions.Section,
                typeof(PeopleOptions),
                [
                    "Ekn:People:Coordinators is empty: name at least one person who decides, with Id, Name and a Phone or an Email.",
                ]
            );
        }
    }

    private static IReadOnlyList<string> FaultsOf(Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (Exception exception) when (SettingsFaults.Of(exception) is { Count: > 0 } faults)
        {
            return faults;
        }
    }
}
