namespace Ekn.Core.Weather;

/// <summary>A test that reads recorded payloads, which lie in the folder shared beside the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "The folder shared beside the repository, with SMHI's recorded payloads, is not here.";
        }
    }

    private static string? Folder { get; } = Find();

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder!, file));

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ekn.sln")))
        {
            folder = folder.Parent;
        }
        var smhi = folder is null ? null : Path.Combine(folder.FullName, "..", "shared", "smhi");
        return Directory.Exists(smhi) ? smhi : null;
    }
}
