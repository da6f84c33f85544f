namespace Ekn.Core;

/// <summary>
/// The folder that holds config/ and, by default, the database: EKN_HOME where it is set, else the nearest folder above
/// the program that has config/ekn.json.
/// </summary>
public sealed record HomeFolder(string Path)
{
    /// <exception cref="DirectoryNotFoundException">No folder above the program holds config/ekn.json.</exception>
    public static HomeFolder Find(string? eknHome)
    {
        if (!string.IsNullOrWhiteSpace(eknHome))
        {
            return new HomeFolder(System.IO.Path.GetFullPath(eknHome));
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "config", "ekn.json")))
            {
                return new HomeFolder(folder.FullName);
            }
        }
        throw new DirectoryNotFoundException(
            "No config/ekn.json was found beside or above the program; set EKN_HOME to the folder that holds config/."
        );
    }
}
