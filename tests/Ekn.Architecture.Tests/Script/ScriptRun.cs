namespace Ekn.Architecture.Tests.Script;

internal sealed record ScriptRun(int ExitCode, string Output, string Error);
