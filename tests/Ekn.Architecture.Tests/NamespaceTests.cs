using System.Text.RegularExpressions;

namespace Ekn.Architecture.Tests;

public sealed partial class NamespaceTests
{
    [Fact]
    public void A_namespace_is_the_folder_it_lies_in()
    {
        var strays =
            from file in SourceFile.CSharpUnder("src", "tests")
            let declared = Declaration().Match(file.Text).Groups["name"].Value
            where declared.Length > 0 && !Expected(file.Path).Contains(declared)
            select $"{file.Path} says {declared}";

        Assert.Empty(strays);
    }

    [Fact]
    public void A_file_without_a_namespace_is_the_entry_of_a_program()
    {
        var bare = SourceFile.CSharpUnder("src", "tests").Where(f => !Declaration().IsMatch(f.Text));

        Assert.All(bare, f => Assert.EndsWith("/Program.cs", f.Path));
    }

    [Theory]
    [InlineData("src/Ekn.Core/Channels/Email/SmtpTransport.cs", "Ekn.Core.Channels.Email")]
    [InlineData("src/Ekn.Core/HomeFolder.cs", "Ekn.Core")]
    [InlineData("tests/Ekn.Core.Tests/Weather/SmhiTests.cs", "Ekn.Core.Weather")]
    public void The_expected_namespace_follows_from_the_path(string path, string expected) =>
        Assert.Contains(expected, Expected(path));

    /// <summary>Tests stand in the namespace of what they test, or, where they test no one namespace, in their own.</summary>
    private static string[] Expected(string path)
    {
        var own = string.Join('.', path.Split('/')[1..^1]);
        return [own, own.Replace(".Tests", "")];
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)\s*[;{]?", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Declaration();
}
