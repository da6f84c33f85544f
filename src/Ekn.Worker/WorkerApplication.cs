using System.CommandLine;
using System.CommandLine.Parsing;
using Ekn.Worker.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Ekn.Worker;

/// <summary>The worker's command line: what it can be told to do, and the way from words to an exit code.</summary>
/// <param name="eknHome">As in the environment variable EKN_HOME; null looks for config/ekn.json above the program.</param>
/// <param name="replace">Services that stand in for the worker's own, such as a clock; null in real service.</param>
public sealed class WorkerApplication(Terminal terminal, string? eknHome, Action<IServiceCollection>? replace = null)
{
    private const string Script = "./ekn";

    /// <returns>0 done, 1 failed, 2 wrong input.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var input = Commands()
            .Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (input.Errors.Count > 0 && !AsksForHelp(words))
        {
            return terminal.Refuse($"{Complaint(input)} See {HelpOf(input)}.");
        }
        return await input.InvokeAsync(
            new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                // A command that is interrupted ends at once; the worker itself has the host to end it well.
                ProcessTerminationTimeout = null,
            },
            cancellationToken
        );
    }

    private RootCommand Commands()
    {
        var context = new CommandContext(terminal, eknHome, replace);
        return new RootCommand("Extra cold nights: decides when to open, calls people out, and reports.")
        {
            HelpName = Script,
            Subcommands =
            {
                new RunCommand(context),
                new CheckCommand(context),
                new DoctorCommand(context),
                new StatusCommand(context),
                new DecideCommand(context),
                new DecisionCommand(context),
                new InterpretCommand(context),
                new ImportCommand(context),
                new RotaCommand(context),
                new ReportCommand(context),
                new MigrateCommand(context),
                new BackupCommand(context),
            },
        };
    }

    // The parser also misses a command where one was mistyped; the word that it does not know says more.
    private static string Complaint(ParseResult input) =>
        input.UnmatchedTokens is [var word, ..]
            ? $"'{word}' is no command or option of {PathOf(input)}."
            : input.Errors[0].Message;

    private static bool AsksForHelp(IReadOnlyList<string> words) => words.Any(word => word is "--help" or "-h" or "-?");

    private static string HelpOf(ParseResult input) => $"{PathOf(input)} --help";

    private static string PathOf(ParseResult input)
    {
        var path = new List<string>();
        for (var result = input.CommandResult; result.Parent is CommandResult parent; result = parent)
        {
            path.Insert(0, result.Command.Name);
        }
        return string.Join(' ', [Script, .. path]);
    }
}
