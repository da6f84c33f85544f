using System.Text.RegularExpressions;

namespace Ekn.Architecture.Tests;

/// <summary>
/// Numbers that can ring at somebody's do not belong in a repository. Sweden keeps +46 70 174 06 05 to +46 70 174 06 99
/// free for films and examples.
/// </summary>
public sealed partial class PersonalDataTests
{
    [Fact]
    public void No_file_holds_a_Swedish_mobile_number_that_may_be_somebodys()
    {
        // Numbers are put together here, or this file would be its own finding.
        var found =
            from file in SourceFile.Under()
            from number in NumbersIn(file.Text)
            select $"{file.Path}: …{number[^4..]}";

        Assert.Empty(found);
    }

    [Fact]
    public void No_file_holds_an_email_address_that_may_be_somebodys()
    {
        var found =
            from file in SourceFile.Under("src", "tests", "config", "docs")
            from Match match in Address().Matches(file.Text)
            let domain = match.Groups["domain"].Value.ToLowerInvariant()
            where !Examples.Any(domain.EndsWith)
            select $"{file.Path}: …@{domain}";

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("+46 70", "123 45 67")]
    [InlineData("+4670", "1234567")]
    [InlineData("0046 70", "123 45 67")]
    [InlineData("070-", "123 45 67")]
    [InlineData("070", "1234567")]
    [InlineData("+46 (0)73-", "123 45 67")]
    [InlineData("070-", "174 06 04")] // one below the reserved
    [InlineData("070-", "174 07 00")] // one above
    public void The_guard_finds_a_number_however_it_is_written(string start, string end) =>
        Assert.Single(NumbersIn($"ring {start}{end} nu"));

    [Theory]
    [InlineData("+46701740605")]
    [InlineData("070-174 06 99")]
    [InlineData("16.07543, 57.07284")]
    [InlineData("hash 80712345678901234")]
    [InlineData("2026-07-07")]
    public void The_guard_lets_examples_and_other_digits_be(string text) => Assert.Empty(NumbersIn(text));

    /// <summary>National digits, without the leading zero, of numbers outside the reserved range.</summary>
    private static IEnumerable<string> NumbersIn(string text) =>
        from Match match in Mobile().Matches(text)
        let digits = string.Concat(match.Groups["number"].Value.Where(char.IsAsciiDigit))
        where string.CompareOrdinal(digits, "701740605") < 0 || string.CompareOrdinal(digits, "701740699") > 0
        select digits;

    private static readonly string[] Examples =
    [
        "example.org",
        "example.com",
        "example.net",
        ".example",
        ".invalid",
        ".test",
        "localhost",
    ];

    [GeneratedRegex(
        @"(?<![\w.+-])(\+46|0046|0)[ \u00a0-]?(\(0\))?[ \u00a0-]?(?<number>7[02369]([ \u00a0-]?\d){7})(?![\w.]?\d)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mobile();

    [GeneratedRegex(
        @"[\w.+-]+@(?<domain>[\w-]+(\.[\w-]+)*\.[a-z]{2,})\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Address();
}
