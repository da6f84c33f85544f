using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Ekn.Worker;

/// <summary>A log line for people and for journald: the instant by the service's own clock, how bad, where, what happened.</summary>
internal sealed class PlainLines(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "ekn";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var instant = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var place = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        var what = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine(OneLine($"{instant} {Word(logEntry.LogLevel)} {place}: {what} {logEntry.Exception}"));
    }

    private static string OneLine(string text) =>
        string.Join(
            " | ",
            text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    private static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Critical or LogLevel.Error => "ERROR",
            LogLevel.Warning => "warning",
            _ => "info",
        };
}
