using System.Collections.Concurrent;
using Ekn.Core.Channels;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>What a gateway and a mail server have in common: a list of what they took, and faults on command.</summary>
internal abstract class StandInProvider(TimeProvider clock)
{
    private readonly ConcurrentQueue<Taken> taken = new();
    private readonly ConcurrentQueue<(TaskCompletionSource<SendResult> Answer, SendResult Result)> silent = new();
    private int ids;
    private int sends;

    public IReadOnlyList<Taken> Messages => [.. taken];

    /// <summary>How many attempts were made, whatever came of them.</summary>
    public int Sends => sends;

    /// <summary>Decides the fault of each attempt, by our reference.</summary>
    public Func<string, Fault> FaultOf { get; set; } = _ => Fault.None;

    /// <summary>Runs as an attempt arrives, before anything else.</summary>
    public Func<Task> OnSend { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs when an attempt stays without an answer.</summary>
    public Action OnSilence { get; set; } = () => { };

    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(3);

    protected TimeProvider Clock => clock;

    /// <summary>Lets the attempts that went silent come to their answer now.</summary>
    public void AnswerAll()
    {
        while (silent.TryDequeue(out var waiting))
        {
            waiting.Answer.TrySetResult(waiting.Result);
        }
    }

    protected async Task<SendResult> TakeAsync(string reference, string to, string text)
    {
        Interlocked.Increment(ref sends);
        await OnSend();
        var fault = FaultOf(reference);
        switch (fault)
        {
            case Fault.None:
                return new SendResult.Accepted(Add(reference, to, text));
            case Fault.TimeoutAfterAccept:
                Add(reference, to, text);
                return new SendResult.OutcomeUnknown("no answer in time");
            case Fault.TimeoutBeforeAccept:
                return new SendResult.OutcomeUnknown("no answer in time");
            case Fault.Throttled:
                return new SendResult.FailedForNow("too many requests", RetryAfter);
            case Fault.Unavailable:
                return new SendResult.FailedForNow("unavailable");
            case Fault.Refused:
                return new SendResult.FailedForGood("not a number", SendFailure.BadAddress);
            case Fault.AccountRefused:
                return new SendResult.FailedForGood("wrong login", SendFailure.Account);
            case Fault.OptedOut:
                return new SendResult.FailedForGood("the person has stopped", SendFailure.OptedOut);
            case Fault.Throws:
                throw new InvalidOperationException("A fault of the channel itself.");
            default:
                SendResult late =
                    fault == Fault.SilentAfterAccept
                        ? new SendResult.Accepted(Add(reference, to, text))
                        : new SendResult.OutcomeUnknown("the connection broke");
                var answer = new TaskCompletionSource<SendResult>(TaskCreationOptions.RunContinuationsAsynchronously);
                silent.Enqueue((answer, late));
                OnSilence();
                return await answer.Task;
        }
    }

    private string Add(string reference, string to, string text)
    {
        var id = $"id{Interlocked.Increment(ref ids)}";
        taken.Enqueue(new Taken(id, reference, to, text, clock.GetUtcNow()));
        return id;
    }

    internal sealed record Taken(string Id, string Reference, string To, string Text, DateTimeOffset At);
}
