namespace Ekn.Testing;

/// <summary>The folder beside the repository that holds recorded payloads. It is not part of the repository.</summary>
public static class SharedFolder
{
    public static string Path { get; } =
        System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared"));

    /// <summary>Why tests that read it are skipped; null when it is there.</summary>
    public static string? WhyNot =>
        Directory.Exists(Path) ? null : "The folder shared beside the repository, with recorded payloads, is not here.";

    /// <param name="path">Below the folder, such as smhi/metobs_daily_format.csv.</param>
    public static byte[] Read(string path) => File.ReadAllBytes(System.IO.Path.Combine(Path, path));
}
