using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Ekn.Core.Texts;
using Microsoft.Extensions.Logging;

namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>
/// Twilio's REST API 2010-04-01, resource Messages (https://www.twilio.com/docs/messaging/api/message-resource).
/// <para>
/// At most once per call: a POST is never repeated here. What could have reached Twilio, in whole or in part, and has no
/// readable answer is <see cref="SendResult.OutcomeUnknown"/>.
/// </para>
/// <para>
/// A refused account (wrong login, no credit, a sender that is not ours) is <see cref="SendResult.FailedForGood"/> with
/// <see cref="SendFailure.Account"/>: trying again by itself mends nothing, a person must. The message is still wanted, so
/// the caller raises an alarm and keeps it for when the account works again.
/// </para>
/// </summary>
public sealed partial class TwilioGateway(
    HttpClient http,
    SmsAccount account,
    SmsLimit limit,
    PublicAddress address,
    TimeProvider clock,
    ILogger<TwilioGateway> logger
) : ISmsGateway
{
    /// <summary>Bytes. A page of the longest list has 1000 messages of some 1.5 kB, or 4 kB when all are as long as can be.</summary>
    public const int LongestAnswer = 8 * 1024 * 1024;

    private const int PageSize = 1000;
    private const int MostPages = 20;

    // Twilio's limit since 2023 (error 90007); before that, and still on some of its pages, 14 400.
    private static readonly TimeSpan LongestValidity = TimeSpan.FromSeconds(36_000);

    // Twilio's dates have whole seconds, cut off: a message made in the second of asking looks older than it is.
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // What a trial account puts in front of every text.
    private const string TrialPrefix = "Sent from your Twilio trial account - ";

    private string Root => account.BaseUrl.TrimEnd('/');

    private string MessagesPath => $"/2010-04-01/Accounts/{account.AccountSid}/Messages.json";

    /// <inheritdoc />
    /// <remarks>
    /// <see cref="SmsMessage.ValidFor"/> bounds the wait in Twilio's queue, not the carrier's own attempts after that.
    /// </remarks>
    public async Task<SendResult> SendAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        if (message.ValidFor <= TimeSpan.Zero)
        {
            return new SendResult.FailedForGood(Note.Of("why.too-late"), SendFailure.Refused);
        }
        var result = await PostAsync(message, cancellationToken);
        switch (result)
        {
            case SendResult.Accepted accepted:
                Log.Accepted(logger, message.Reference, accepted.ProviderId);
                break;
            case SendResult.FailedForNow failed:
                Log.NotAccepted(logger, message.Reference, nameof(SendResult.FailedForNow), failed.Reason);
                break;
            case SendResult.FailedForGood failed:
                Log.NotAccepted(logger, message.Reference, failed.Failure.ToString(), failed.Reason);
                break;
            case SendResult.OutcomeUnknown unknown:
                Log.NotAccepted(logger, message.Reference, nameof(SendResult.OutcomeUnknown), unknown.Reason);
                break;
        }
        return result;
    }

    /// <inheritdoc />
    /// <remarks>
    /// Asks by recipient alone. Twilio's filter DateSent compares date_sent, which stays empty while a message waits in the
    /// queue, so a search by it can miss the very message that is looked for; there is no filter on date_created. All pages
    /// are read, and text and date_created are compared here.
    /// <para>
    /// The list lags behind: a message can be missing from it shortly after it was taken (twilio-node issue 647, twilio-java
    /// issue 442). So <see cref="LookupResult.NotThere"/> is worth what the wait before asking is worth; give it a minute or
    /// more, and count a receipt with the message's reference as proof that it was taken.
    /// </para>
    /// </remarks>
    public async Task<LookupResult> FindAsync(
        SmsMessage message,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        var found = new List<TwilioMessage>();
        var next = $"{MessagesPath}?To={Uri.EscapeDataString(message.To.Value)}&PageSize={PageSize}";
        for (var page = 0; page < MostPages; page++)
        {
            var (read, problem) = await GetAsync(next, cancellationToken);
            if (read is null)
            {
                var reason = problem ?? Note.Of("why.list-unreadable");
                Log.CouldNotAsk(logger, message.Reference, reason);
                return new LookupResult.CouldNotAsk(reason);
            }
            found.AddRange(read.Messages.Where(m => IsSameText(m.Body, message.Text) && since - m.Created <= Second));
            if (read.NextPage is null)
            {
                return found.Count == 0
                    ? new LookupResult.NotThere()
                    : new LookupResult.Found([
                        .. found.OrderBy(m => m.Created).Select(m => account.IdPrefix + m.Sid).Distinct(),
                    ]);
            }
            next = read.NextPage;
        }
        return new LookupResult.CouldNotAsk(Note.Of("why.list-too-long"));
    }

    private async Task<SendResult> PostAsync(SmsMessage message, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, MessagesPath);
        request.Content = new FormUrlEncodedContent(FormOf(message));
        using var late = new CancellationTokenSource(limit.Time, limit.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return TwilioRefusal.Of(response.StatusCode, TwilioAnswer.ErrorCode(body), RetryAfter(response));
            }
            return TwilioAnswer.Sid(body) is { } sid
                ? new SendResult.Accepted(account.IdPrefix + sid)
                : new SendResult.OutcomeUnknown(Note.Of("why.answer-unreadable"));
        }
        catch (HttpRequestException e) when (IsBeforeSending(e.HttpRequestError))
        {
            return new SendResult.FailedForNow(Note.Of("why.unreachable").With("error", $"{e.HttpRequestError}"))
            {
                Unreachable = true,
            };
        }
        catch (HttpRequestException e)
        {
            return new SendResult.OutcomeUnknown(Note.Of("why.broke-off").With("error", $"{e.HttpRequestError}"));
        }
        catch (IOException e)
        {
            return new SendResult.OutcomeUnknown(Note.Of("why.broke-off").With("error", e.GetType().Name));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult.OutcomeUnknown(Note.Of("why.no-answer"));
        }
    }

    /// <returns>No page and no problem: the list came and could not be read.</returns>
    private async Task<(TwilioPage? Page, Note? Problem)> GetAsync(
        string pathAndQuery,
        CancellationToken cancellationToken
    )
    {
        using var request = Request(HttpMethod.Get, pathAndQuery);
        using var late = new CancellationTokenSource(limit.Time, limit.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (null, Note.Of("why.list-refused").With("code", $"HTTP {(int)response.StatusCode}"));
            }
            return (TwilioPage.Read(await response.Content.ReadAsByteArrayAsync(either.Token)), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, Note.Of("why.list-unreachable"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, Note.Of("why.list-late"));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string pathAndQuery)
    {
        var login = Encoding.UTF8.GetBytes($"{account.AccountSid}:{account.AuthToken}");
        return new HttpRequestMessage(method, new Uri(Root + pathAndQuery, UriKind.Absolute))
        {
            Headers =
            {
                Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(login)),
                Accept = { new MediaTypeWithQualityHeaderValue("application/json") },
            },
        };
    }

    private Dictionary<string, string> FormOf(SmsMessage message)
    {
        var callback =
            $"{account.HooksPath}/status?{TwilioInbound.ReferenceField}={Uri.EscapeDataString(message.Reference)}";
        var form = new Dictionary<string, string>
        {
            ["To"] = message.To.Value,
            ["From"] = account.From,
            ["Body"] = message.Text,
            ["StatusCallback"] = address.Of(callback),
        };
        if (message.ValidFor is { } validFor)
        {
            var wait = validFor < LongestValidity ? validFor : LongestValidity;
            form["ValidityPeriod"] = Math.Max(1, (int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }
        return form;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait =
            response.Headers.RetryAfter?.Delta
            ?? (response.Headers.RetryAfter?.Date - (response.Headers.Date ?? clock.GetUtcNow()));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Nothing of the request has left this machine: the connection itself never came to be.</summary>
    private static bool IsBeforeSending(HttpRequestError error) =>
        error
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    // Blanks at the ends and the kind of line break do not survive every provider; a text that differs only there is the same.
    private static bool IsSameText(string theirs, string ours) =>
        Plain(theirs) == Plain(ours) || Plain(theirs) == TrialPrefix + Plain(ours);

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Text message {Reference} accepted as {ProviderId}")]
        public static partial void Accepted(ILogger logger, string reference, string providerId);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "Text message {Reference} not accepted, {Outcome}: {Reason}"
        )]
        public static partial void NotAccepted(ILogger logger, string reference, string outcome, Note reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Text message {Reference} could not be looked up: {Reason}")]
        public static partial void CouldNotAsk(ILogger logger, string reference, Note reason);
    }
}
