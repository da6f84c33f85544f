namespace Ekn.Core.Replies;

/// <summary>The names of intents, certainties and shifts outside this program.</summary>
public static class ReadingNames
{
    public static string Of(Intent intent) =>
        intent switch
        {
            Intent.Signup => "signup",
            Intent.Reserve => "reserve",
            Intent.Decline => "decline",
            Intent.Withdraw => "withdraw",
            Intent.Stop => "stop",
            Intent.Start => "start",
            Intent.Question => "question",
            Intent.Nothing => "nothing",
            Intent.NotOffered => "not-offered",
            _ => "unclear",
        };

    public static string Of(Certainty certainty) => certainty == Certainty.Sure ? "sure" : "ask";
}
