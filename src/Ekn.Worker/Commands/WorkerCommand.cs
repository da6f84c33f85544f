using System.CommandLine;
using System.Data.Common;

namespace Ekn.Worker.Commands;

/// <summary>One command, and the edge around it: whatever goes wrong becomes a sentence and an exit code.</summary>
internal abstract class WorkerCommand : Command
{
    protected WorkerCommand(string name, string description, CommandContext context)
        : base(name, description)
    {
        Context = context;
        SetAction((input, cancellationToken) => RunAtEdgeAsync(input, cancellationToken));
    }

    protected CommandContext Context { get; }

    protected Terminal Terminal => Context.Terminal;

    /// <returns>The exit code.</returns>
    protected abstract Task<int> RunAsync(ParseResult input, CancellationToken cancellationToken);

    private async Task<int> RunAtEdgeAsync(ParseResult input, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(input, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Terminal.Fail("Stopped before it was done.");
        }
        catch (DbException exception)
        {
            return Terminal.Fail($"The database cannot be used: {OneLine(exception)}");
        }
        catch (Exception exception) when (SettingsFaults.Of(exception) is { Count: > 0 } faults)
        {
            faults.ToList().ForEach(Terminal.Error.WriteLine);
            return Terminal.WrongInput;
        }
        catch (Exception exception)
        {
            return Terminal.Fail($"{Name} failed ({exception.GetType().Name}): {OneLine(exception)}");
        }
    }

    private static string OneLine(Exception exception) =>
        string.Join(' ', exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
