namespace Ekn.Worker;

/// <summary>
/// Where commands write. Answers go to Output, so that another program can read them; complaints, one sentence a line, to
/// Error. What a command returns is its exit code: <see cref="Done"/>, <see cref="Failed"/> or <see cref="WrongInput"/>.
/// </summary>
public sealed record Terminal(TextWriter Output, TextWriter Error)
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongInput = 2;

#pragma warning disable RS0030 // The one place where the command line meets the console; everything else is handed a Terminal.
    public static Terminal OfProcess() => new(Console.Out, Console.Error);
#pragma warning restore RS0030

    /// <returns>The exit code of a command that could not do its work.</returns>
    public int Fail(string sentence) => Complain(sentence, Failed);

    /// <returns>The exit code of a command that was asked for something wrong.</returns>
    public int Refuse(string sentence) => Complain(sentence, WrongInput);

    private int Complain(string sentence, int exitCode)
    {
        Error.WriteLine(sentence);
        return exitCode;
    }
}
