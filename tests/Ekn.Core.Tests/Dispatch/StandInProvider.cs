using System.Collections.Concurrent;
using Ekn.Core.Channels;
using Ekn.Core.Texts;

namespace Ekn.Core.Tests.Dispatch;

/// <summary>What a gateway and a mail server have in common: a list of what they took, and faults on command.</summary>
internal abstract class StandInProvider(TimeProvider clock, string prefix = "")
{
    private readonly ConcurrentQueue<Taken> taken = new();
    private readonly ConcurrentQueue<Silent> silent = new();
    private int hanging;
    private int ids;
    private int sends;

    public IReadOnlyList<Taken> Messages => [.. taken];

    /// <summary>How many attempts were made, whatever came of them.</summary>
    public int Sends => sends;

    /// <summary>How many callers wait for an answer, at this very moment.</summary>
    public int Hanging => hanging;

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
        while (!silent.IsEmpty)
        {
            AnswerNext();
        }
    }

    /// <summary>As <see cref="AnswerAll"/>, for the attempt that has waited longest.</summary>
    public void AnswerNext()
    {
        if (silent.TryDequeue(out var waiting) && waiting.EndOnce())
        {
            Interlocked.Decrement(ref hanging);
            waiting.Answer.SetResult(waiting.Result);
        }
    }

    protected async Task<SendResult> TakeAsync(
        string reference,
        string to,
        string text,
        CancellationToken cancellationToken
    )
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
                return new SendResult.OutcomeUnknown(Note.Words("no answer in time"));
            case Fault.TimeoutBeforeAccept:
                return new SendResult.OutcomeUnknown(Note.Words("no answer in time"));
            case Fault.Throttled:
                return new SendResult.FailedForNow(Note.Words("too many requests"), RetryAfter);
            case Fault.Unavailable:
                return new SendResult.FailedForNow(Note.Words("unavailable")) { Unreachable = true };
            case Fault.Refused:
                return new SendResult.FailedForGood(Note.Words("not a number"), SendFailure.BadAddress);
            case Fault.AccountRefused:
                return new SendResult.FailedForGood(Note.Words("wrong login"), SendFailure.Account);
            case Fault.OptedOut:
                return new SendResult.FailedForGood(Note.Words("the person has stopped"), SendFailure.OptedOut);
            case Fault.Throws:
                throw new InvalidOperationException("A fault of the channel itself.");
            default:
                SendResult late =
                    fault == Fault.SilentAfterAccept
                        ? new SendResult.Accepted(Add(reference, to, text))
                        : new SendResult.OutcomeUnknown(Note.Words("the connection broke"));
                return await HangAsync(new Silent(late), cancellationToken);
        }
    }

    private async Task<SendResult> HangAsync(Silent call, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref hanging);
        await using var giveUp = cancellationToken.Register(() =>
        {
            if (call.EndOnce())
            {
                Interlocked.Decrement(ref hanging);
                call.Answer.SetCanceled(cancellationToken);
            }
        });
        silent.Enqueue(call);
        OnSilence();
        return await call.Answer.Task;
    }

    private string Add(string reference, string to, string text)
    {
        var id = $"{prefix}id{Interlocked.Increment(ref ids)}";
        taken.Enqueue(new Taken(id, reference, to, text, clock.GetUtcNow()));
        return id;
    }

    internal sealed record Taken(string Id, string Reference, string To, string Text, DateTimeOffset At);

    private sealed class Silent(SendResult result)
    {
        private int ended;

        public SendResult Result => result;

        public TaskCompletionSource<SendResult> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool EndOnce() => Interlocked.Exchange(ref ended, 1) == 0;
    }
}
