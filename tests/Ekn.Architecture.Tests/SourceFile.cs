using System.Text.RegularExpressions;
using Ekn.Testing;

namespace Ekn.Architecture.Tests;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root, with / between folders.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    private static readonly string[] Generated =
    [
        "bin",
        "obj",
        ".git",
        ".build",
        ".test-results",
        ".vs",
        ".idea",
        "data",
    ];
    private static readonly string[] Binary = [".gz", ".ico", ".png", ".jpg", ".pdf", ".xlsx", ".db", ".woff2", ".ttf"];

    /// <summary>All text files below folders of the repository, and in its root when none is named.</summary>
    public static IReadOnlyList<SourceFile> Under(params string[] folders) =>
        [
            .. (folders.Length == 0 ? [""] : folders)
                .Select(folder => new DirectoryInfo(System.IO.Path.Combine(Repository.Root, folder)))
                .Where(folder => folder.Exists)
                .SelectMany(FilesIn)
                .Where(file => !Binary.Contains(file.Extension))
                .Select(file => new SourceFile(
                    System.IO.Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'),
                    File.ReadAllText(file.FullName)
                )),
        ];

    public static IReadOnlyList<SourceFile> CSharpUnder(params string[] folders) =>
        [.. Under(folders).Where(file => file.Path.EndsWith(".cs"))];

    /// <summary>The text without comments, so that a comment may name what code may not.</summary>
    public string Code => Comment().Replace(Text, "");

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo folder) =>
        folder
            .EnumerateDirectories()
            .Where(below => !Generated.Contains(below.Name))
            .SelectMany(FilesIn)
            .Concat(folder.EnumerateFiles());

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
