using System.Net;
using Ekn.Core.Texts;

namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>
/// What an answer other than "accepted" means for the message. Twilio's own sentence is never passed on, because it
/// repeats the phone number. Codes: https://www.twilio.com/docs/api/errors
/// </summary>
internal static class TwilioRefusal
{
    /// <param name="code">Twilio's error code; null when the body is not an error of Twilio's.</param>
    public static SendResult Of(HttpStatusCode status, int? code, TimeSpan? retryAfter)
    {
        switch (code)
        {
            case 21610:
                return new SendResult.FailedForGood(
                    Note.Of("why.stopped-at-provider").With("code", $"{code}"),
                    SendFailure.OptedOut
                );

            case 21211
            or 21214
            or 21217
            or 21265
            or 21266
            or 21604
            or 21612
            or 21614
            or 21635:
                return new SendResult.FailedForGood(
                    Note.Of("why.number-unreachable").With("code", $"{code}"),
                    SendFailure.BadAddress
                );

            // One foreign number must not stop the channel for everybody, so this is not a failure of the account.
            case 21408:
                return new SendResult.FailedForGood(
                    Note.Of("why.country").With("code", $"{code}"),
                    SendFailure.Refused
                );

            // 21608: a trial account sends only to numbers it has verified. 21609: the callback address in Ekn:Web:PublicUrl.
            case 21212
            or 21601
            or 21603
            or 21606
            or 21608
            or 21609
            or 21659
            or 21660
            or 21661:
                return Account(Note.Of("why.sender").With("code", $"{code}"));

            case 10001
            or 20003
            or 20005
            or 20006
            or 20008
            or 20403
            or 20404
            or 30002
            or 90010:
                return Account(Note.Of("why.account").With("code", $"{code}"));

            case 21611:
                return new SendResult.FailedForNow(Note.Of("why.queue-full").With("code", $"{code}"), retryAfter);
        }
        return (int)status switch
        {
            401 or 402 or 403 => Account(Note.Of("why.account").With("code", Told(status, code))),
            429 => new SendResult.FailedForNow(Note.Of("why.slow-down").With("code", Told(status, code)), retryAfter),
            // The request may have been taken in before somebody gave up waiting.
            408 => new SendResult.OutcomeUnknown(Note.Of("why.gave-up-waiting").With("code", Told(status, code))),
            // A 503 that Twilio itself has written was turned away at the door. Every other 5xx may stand for a message that
            // was taken: it is the answer that failed.
            503 when code is not null => new SendResult.FailedForNow(
                Note.Of("why.out-of-service").With("code", Told(status, code)),
                retryAfter
            )
            {
                Unreachable = true,
            },
            >= 500 => new SendResult.OutcomeUnknown(Note.Of("why.failed-answering").With("code", Told(status, code))),
            >= 400 when code is not null => new SendResult.FailedForGood(
                Note.Of("why.refused").With("code", Told(status, code)),
                SendFailure.Refused
            ),
            _ => Account(Note.Of("why.not-the-provider").With("code", Told(status, code))),
        };
    }

    private static SendResult.FailedForGood Account(Note reason) => new(reason, SendFailure.Account);

    private static string Told(HttpStatusCode status, int? code) =>
        code is null ? $"HTTP {(int)status}" : $"HTTP {(int)status}, {code}";
}
