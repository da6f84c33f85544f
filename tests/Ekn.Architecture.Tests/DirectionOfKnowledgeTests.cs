using System.Reflection;
using System.Text.RegularExpressions;
using Ekn.Testing;

namespace Ekn.Architecture.Tests;

public sealed partial class DirectionOfKnowledgeTests
{
    [Fact]
    public void The_core_knows_neither_web_nor_scheduler_nor_host()
    {
        var known = Assembly.Load("Ekn.Core").GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(known, IsHost);
    }

    [Fact]
    public void The_core_does_not_even_ask_for_the_packages_of_the_hosts()
    {
        // An assembly names only what it uses; the project file shows what it could come to use.
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src", "Ekn.Core", "Ekn.Core.csproj"));
        var asked = Include().Matches(project).Select(m => m.Groups["name"].Value.Split('/')[^1]);

        Assert.DoesNotContain(asked, IsHost);
    }

    [Fact]
    public void Deciding_and_reading_answers_know_neither_database_nor_network()
    {
        var files = SourceFile.CSharpUnder("src/Ekn.Core/Decisions", "src/Ekn.Core/Replies");

        var lines =
            from file in files
            from line in file.Code.Split('\n')
            where Outside().IsMatch(line)
            select $"{file.Path}: {line.Trim()}";
        Assert.Empty(lines);
    }

    [Fact]
    public void The_words_of_the_SMS_provider_stay_in_its_folder()
    {
        var elsewhere = SourceFile
            .CSharpUnder("src/Ekn.Core")
            .Where(f => !f.Path.StartsWith("src/Ekn.Core/Channels/Sms/"));

        Assert.Empty(elsewhere.Where(f => f.Code.Contains("Twilio")).Select(f => f.Path));
    }

    [Fact]
    public void The_service_does_not_know_its_tests_and_simulators()
    {
        var service = SourceFile.Under("src").Where(f => f.Path.EndsWith(".cs") || f.Path.EndsWith(".csproj"));

        Assert.Empty(
            service.Where(f => f.Code.Contains("Ekn.Simulators") || f.Code.Contains("Ekn.Testing")).Select(f => f.Path)
        );
    }

    [Theory]
    [InlineData("using System.Data;")]
    [InlineData("using System.Net.Http.Json;")]
    [InlineData("using Ekn.Core.Storage;")]
    [InlineData("using Ekn.Core.Dispatch;")]
    [InlineData("using Microsoft.Data.Sqlite;")]
    [InlineData("    private readonly HttpClient client;")] // needs no using: it is implicit
    [InlineData("public sealed class Book(Ekn.Core.Storage.Database database)")]
    [InlineData("await File.ReadAllTextAsync(path);")]
    public void The_guard_sees_what_it_is_there_for(string line) => Assert.Matches(Outside(), line);

    [Theory]
    [InlineData("using Ekn.Core.Weather;")]
    [InlineData("using System.ComponentModel.DataAnnotations;")]
    [InlineData("namespace Ekn.Core.Decisions;")]
    public void The_guard_lets_through_what_a_rule_may_know(string line) => Assert.DoesNotMatch(Outside(), line);

    private static bool IsHost(string name) =>
        name.StartsWith("Microsoft.AspNetCore")
        || name.StartsWith("Quartz")
        || name.StartsWith("Ekn.Api")
        || name.StartsWith("Ekn.Worker");

    [GeneratedRegex(
        @"\b(Ekn\.Core\.(Storage|Dispatch)|System\.(Data|Net)|Microsoft\.Data|Dapper|Npgsql|HttpClient|IHttpClientFactory|DbConnection|Socket|File\.\w+)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Outside();

    [GeneratedRegex(
        @"<(PackageReference|FrameworkReference|ProjectReference) Include=""(?<name>[^""]+)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Include();
}
