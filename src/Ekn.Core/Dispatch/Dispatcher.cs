using Ekn.Core.Alerts;
using Ekn.Core.Channels;
using Ekn.Core.Channels.Email;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Storage;
using Ekn.Core.Texts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Dispatch;

/// <summary>
/// Sends what the outbox holds. Any number of workers may run it on one database.
/// </summary>
/// <remarks>
/// <para>
/// A message is claimed under a lease, its attempt is recorded, it is sent, and the outcome is recorded. Whatever is
/// killed in between, the row says what may have happened: claimed but not attempted is safe to send; attempted without
/// an outcome is asked about first.
/// </para>
/// <para>
/// SMS: once. An attempt of unknown outcome is looked up at the gateway that made it, after that gateway's list has had
/// its time, and sent again, by whichever gateway, only when it is not there. A double takes a provider whose list lies, or a machine that freezes for
/// longer than the lease in the instant between our last look at the clock and the first byte of the request.
/// </para>
/// <para>
/// Email: at least once, in one narrow window. A mail server cannot be asked, so a message whose connection broke after
/// its DATA, or whose worker was killed while sending, is sent again under the same Message-ID, by which servers and
/// readers can tell that it is one; after <see cref="DispatchOptions.EmailMaxDoubts"/> such attempts it is given up and
/// a person is told. Everything that goes by mail is worse missed than read twice.
/// </para>
/// </remarks>
public sealed partial class Dispatcher
{
    // The provider's clock and ours need not agree to the second.
    private static readonly TimeSpan LookupMargin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AfterBrokenPass = TimeSpan.FromSeconds(5);

    private readonly SmsGateways sms;
    private readonly GatewayChoice choice;
    private readonly IMailTransport mail;
    private readonly Database database;
    private readonly DispatchOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<Dispatcher> logger;
    private readonly Claims claims;
    private readonly Restraint restraint;
    private readonly Lookups lookups;
    private readonly Outcomes outcomes;
    private readonly ChannelAlarms alarms;
    private readonly Lane[] lanes;

    public Dispatcher(
        Database database,
        SmsGateways sms,
        IMailTransport mail,
        AlertLog alerts,
        Fallback fallback,
        QuietHours quiet,
        IOptions<DispatchOptions> options,
        TimeProvider clock,
        ILogger<Dispatcher> logger
    )
    {
        this.database = database;
        this.sms = sms;
        this.mail = mail;
        this.options = options.Value;
        this.clock = clock;
        this.logger = logger;
        choice = new GatewayChoice(sms, this.options, clock);
        claims = new Claims(database, this.options, clock);
        alarms = new ChannelAlarms(alerts, this.options, clock);
        var moves = new OutboxMoves(fallback, clock);
        restraint = new Restraint(database, moves, alerts, quiet, this.options, clock);
        lookups = new Lookups(database, moves, fallback, alerts, alarms, this.options, clock);
        outcomes = new Outcomes(database, moves, fallback, alerts, alarms, this.options, clock);
        lanes =
        [
            new Lane(Channel.Sms, this.options.SmsConcurrency, new RateLimit(this.options.SmsPerSecond, clock)),
            new Lane(Channel.Email, this.options.EmailConcurrency, new RateLimit(this.options.EmailPerSecond, clock)),
        ];
    }

    /// <summary>
    /// Handles what is due now on every channel, as far as rate and batch size allow, and returns; what is beyond them
    /// is left for the next pass. When it is cancelled, sends under way are finished and the rest is given back.
    /// </summary>
    /// <exception cref="System.Data.Common.DbException">The database could not be read.</exception>
    public async Task<DispatchPass> RunOnceAsync(CancellationToken cancellationToken)
    {
        var pass = DispatchPass.Nothing;
        foreach (var lane in lanes)
        {
            pass += await PassAsync(lane, cancellationToken);
        }
        return pass;
    }

    /// <summary>
    /// Runs until it is cancelled, each channel at its own pace: a mail server that hangs holds up no text message.
    /// Returns when the sends under way are finished; throws nothing.
    /// </summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(lanes.Select(lane => RunAsync(lane, cancellationToken)));

    private async Task RunAsync(Lane lane, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var pass = await PassAsync(lane, cancellationToken);
                var wait = pass.MoreDue ? lane.Rate.UntilNext() : options.Poll;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, clock, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.PassFailed(logger, lane.Channel, exception);
                await Task.Delay(AfterBrokenPass, clock, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<DispatchPass> PassAsync(Lane lane, CancellationToken cancellationToken)
    {
        if (!await claims.AnyDueAsync(lane.Channel, cancellationToken))
        {
            return DispatchPass.Nothing;
        }
        var limit = Math.Min(options.BatchSize, lane.Rate.Available);
        if (limit == 0)
        {
            return DispatchPass.Nothing with { MoreDue = true };
        }
        var owner = Guid.NewGuid().ToString("N");
        var claimed = await claims.ClaimAsync(lane.Channel, owner, limit, cancellationToken);
        lane.Rate.Take(claimed.Count);
        var ends = await HandleAllAsync(lane, claimed, owner, cancellationToken);
        return new DispatchPass(
            claimed.Count,
            ends.Count(end => end == MessageEnd.Accepted),
            ends.Count(end => end == MessageEnd.Waiting),
            ends.Count(end => end == MessageEnd.Unknown),
            ends.Count(end => end == MessageEnd.Ended),
            claimed.Count == limit
        );
    }

    private async Task<MessageEnd[]> HandleAllAsync(
        Lane lane,
        IReadOnlyList<OutboxRow> claimed,
        string owner,
        CancellationToken cancellationToken
    )
    {
        var ends = new MessageEnd[claimed.Count];
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, claimed.Count),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = lane.Concurrency,
                    CancellationToken = cancellationToken,
                },
                async (index, _) => ends[index] = await HandleAsync(claimed[index], owner)
            );
            return ends;
        }
        catch (OperationCanceledException)
        {
            await claims.ReleaseAsync(owner);
            throw;
        }
    }

    /// <summary>The edge around one message: whatever happens here, the others go on.</summary>
    private async Task<MessageEnd> HandleAsync(OutboxRow row, string owner)
    {
        try
        {
            return await LookUpAsync(row, owner) ?? await AttemptAsync(row, owner);
        }
        catch (Exception exception)
        {
            Log.MessageBroke(logger, row.Id, exception);
            return await KeepBrokenAsync(row, owner, exception);
        }
    }

    private async Task<MessageEnd> KeepBrokenAsync(OutboxRow row, string owner, Exception exception)
    {
        try
        {
            return await outcomes.BrokenAsync(
                row,
                owner,
                Note.Of("why.own-error").With("error", exception.GetType().Name)
            );
        }
        catch (Exception again)
        {
            // The database is away. The lease runs out, and whoever comes then finds what was recorded last.
            Log.CouldNotRecord(logger, row.Id, again);
            return MessageEnd.NotOurs;
        }
    }

    /// <returns>Null when the message is not at the provider, and may be sent.</returns>
    private async Task<MessageEnd?> LookUpAsync(OutboxRow row, string owner)
    {
        if (row.State != MessageState.Unknown)
        {
            return null;
        }
        if (row.Channel == Channel.Email)
        {
            return row.Doubts >= options.EmailMaxDoubts ? await lookups.GiveUpAsync(row, owner) : null;
        }
        if (!PhoneNumber.TryParse(row.Address, out var number))
        {
            return null;
        }
        if (sms.Of(row.Gateway) is not { } route)
        {
            return await lookups.PostponeAsync(row, owner, Note.Of("why.gateway-gone"));
        }
        var since = row.TriedSince - LookupMargin;
        var answer = await InTimeAsync<LookupResult>(
            timeout => route.Gateway.FindAsync(Sms(row, number), since, timeout),
            reason => new LookupResult.CouldNotAsk(reason)
        );
        return answer switch
        {
            LookupResult.Found found => await lookups.FoundAsync(row, owner, found.ProviderIds),
            LookupResult.CouldNotAsk refused => await lookups.PostponeAsync(row, owner, refused.Reason),
            LookupResult.NotThere => null,
            _ => throw new InvalidOperationException($"No rule for {answer.GetType().Name}."),
        };
    }

    private async Task<MessageEnd> AttemptAsync(OutboxRow row, string owner)
    {
        if (await restraint.HoldAsync(row, owner) is { } restrained)
        {
            return restrained;
        }
        var route = row.Channel == Channel.Sms ? choice.Next() : null;
        var begun = await claims.BeginAttemptAsync(row, owner, route?.Key);
        if (begun is null)
        {
            return await restraint.EndUnsentAsync(row, owner);
        }
        var result = await SendAsync(begun, route);
        if (route is not null && choice.Learn(route, result))
        {
            await database.InTransactionAsync(
                session => alarms.TookOverAsync(session, begun, ReasonOf(result)),
                CancellationToken.None
            );
        }
        return await outcomes.RecordAsync(begun, owner, result);
    }

    private static Note ReasonOf(SendResult result) =>
        result switch
        {
            SendResult.FailedForNow failed => failed.Reason,
            SendResult.FailedForGood failed => failed.Reason,
            SendResult.OutcomeUnknown unknown => unknown.Reason,
            _ => throw new InvalidOperationException($"{result.GetType().Name} has no reason."),
        };

    private async Task<SendResult> SendAsync(OutboxRow row, SmsRoute? route)
    {
        if (clock.GetUtcNow() + options.SendTimeout > row.LeaseUntil)
        {
            // The machine slept between the record and here; the lease could end before the send does.
            return new SendResult.FailedForNow(Note.Of("why.held-up"));
        }
        return route is null ? await SendMailAsync(row) : await SendSmsAsync(row, route);
    }

    private async Task<SendResult> SendSmsAsync(OutboxRow row, SmsRoute route)
    {
        if (!PhoneNumber.TryParse(row.Address, out var number))
        {
            return new SendResult.FailedForGood(Note.Of("why.no-phone-number"), SendFailure.BadAddress);
        }
        return await InTimeAsync<SendResult>(
            timeout => route.Gateway.SendAsync(Sms(row, number), timeout),
            reason => new SendResult.OutcomeUnknown(reason)
        );
    }

    private async Task<SendResult> SendMailAsync(OutboxRow row)
    {
        var message = new EmailMessage(
            row.Reference,
            row.Address,
            row.Name,
            row.Subject ?? "",
            row.Text,
            row.Html ?? "",
            row.UnsubscribeLink is null ? null : new Uri(row.UnsubscribeLink)
        )
        {
            Attachments = await AttachmentsAsync(row),
            InReplyTo = row.InReplyTo,
        };
        return await InTimeAsync<SendResult>(
            timeout => mail.SendAsync(message, timeout),
            reason => new SendResult.OutcomeUnknown(reason)
        );
    }

    private async Task<IReadOnlyList<EmailAttachment>> AttachmentsAsync(OutboxRow row)
    {
        await using var session = await database.OpenAsync(CancellationToken.None);
        return await session.QueryAsync<EmailAttachment>(
            "SELECT name, media_type, body FROM attachment WHERE outbox_id = @Id ORDER BY name",
            new { row.Id },
            CancellationToken.None
        );
    }

    private SmsMessage Sms(OutboxRow row, PhoneNumber number)
    {
        var left = row.ExpiresAt - clock.GetUtcNow();
        return new SmsMessage(row.Reference, number, row.Text, left > TimeSpan.Zero ? left : null);
    }

    /// <summary>
    /// Gives an answer within the send timeout even when the channel does not, so that no send outlives its lease. A
    /// stopping worker lets it finish: an answer is worth more than a second.
    /// </summary>
    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> ask, Func<Note, T> unanswered)
    {
        using var timeout = new CancellationTokenSource(options.SendTimeout, clock);
        try
        {
            return await ask(timeout.Token).WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return unanswered(Note.Of("why.no-answer-within").With("seconds", options.SendTimeoutSeconds));
        }
    }

    private sealed record Lane(Channel Channel, int Concurrency, RateLimit Rate);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The dispatch of {Channel} could not look at the outbox")]
        public static partial void PassFailed(ILogger logger, Channel channel, Exception exception);

        [LoggerMessage(LogLevel.Error, "The message {Id} could not be handled; the others go on")]
        public static partial void MessageBroke(ILogger logger, long id, Exception exception);

        [LoggerMessage(LogLevel.Error, "What became of the message {Id} could not be recorded")]
        public static partial void CouldNotRecord(ILogger logger, long id, Exception exception);
    }
}
