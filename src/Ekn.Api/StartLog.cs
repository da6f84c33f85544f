namespace Ekn.Api;

internal static partial class StartLog
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "{Sentence}")]
    public static partial void WrongSetting(ILogger logger, string sentence);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The web could not start or stopped by itself: {Error}: {Reason}"
    )]
    public static partial void NotStarted(ILogger logger, string error, string reason);
}
