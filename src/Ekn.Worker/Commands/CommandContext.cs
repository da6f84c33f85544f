using Ekn.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker.Commands;

/// <summary>What every command works with.</summary>
internal sealed class CommandContext(Terminal terminal, string? eknHome, Action<IServiceCollection>? replace)
{
    public Terminal Terminal => terminal;

    /// <exception cref="SettingsException">There is no such folder.</exception>
    public HomeFolder Home()
    {
        try
        {
            return HomeFolder.Find(eknHome);
        }
        catch (DirectoryNotFoundException exception)
        {
            throw new SettingsException(exception.Message, exception);
        }
    }

    /// <exception cref="SettingsException">The settings are missing or cannot be read.</exception>
    public void AddSettings(IConfigurationBuilder configuration)
    {
        var home = Home();
        try
        {
            configuration.AddEknSettings(home);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException)
        {
            throw new SettingsException(
                $"The settings in {Path.Combine(home.Path, "config", "ekn.json")} cannot be read: {Innermost(exception)}",
                exception
            );
        }
    }

    /// <summary>Everything the service can do, without a host. Nothing is validated before it is used.</summary>
    /// <exception cref="SettingsException">The settings are missing or cannot be read.</exception>
    public ServiceProvider Services() => Collect().BuildServiceProvider(validateScopes: true);

    public IServiceCollection Collect()
    {
        var configuration = new ConfigurationManager();
        AddSettings(configuration);
        var services = new ServiceCollection().AddLogging();
        Add(services, configuration);
        return services;
    }

    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        replace?.Invoke(services);
        services.AddEkn(configuration, Home());
    }

    private static string Innermost(Exception exception) => exception.GetBaseException().Message;
}
