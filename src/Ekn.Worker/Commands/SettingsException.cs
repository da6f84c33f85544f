namespace Ekn.Worker.Commands;

/// <summary>The settings are not there or cannot be read. The message is a sentence for the operator.</summary>
public sealed class SettingsException(string message, Exception inner) : Exception(message, inner);
