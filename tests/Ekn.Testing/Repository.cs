namespace Ekn.Testing;

/// <summary>Where the tests run.</summary>
public static class Repository
{
    /// <summary>The folder of Ekn.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>On a build server nothing that a test needs may be missing.</summary>
    public static bool InCi => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ekn.sln")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("Ekn.sln was not found above the tests.");
    }
}
