using System.Diagnostics;

namespace Ekn.Testing;

/// <summary>A small program that a test puts down to be run, on Linux.</summary>
public static class ExecutableFile
{
    /// <summary>
    /// Another process writes it. A file that this one holds open would for an instant be held open too by whatever any
    /// other test starts at that moment, and Linux runs no file that somebody is writing ("Text file busy").
    /// </summary>
    public static void Write(string path, string text)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "cat >\"$1\" && chmod 700 \"$1\"", "sh", path])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(text.ReplaceLineEndings("\n"));
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"{path} could not be written.");
        }
    }
}
