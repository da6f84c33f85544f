using System.Text;
using Ekn.Api.Edge;
using Ekn.Core.Channels.Sms;
using Ekn.Core.Channels.Sms.Twilio;
using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Answering;
using Ekn.Core.Storage;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Hooks;

/// <summary>
/// What the SMS provider posts: texts from people, and receipts. Both may be forged, late, repeated or out of order. The
/// signature is checked before anything is read; what is genuine is stored before it is acknowledged, and a database that
/// fails is an error, so that the provider posts again. What a text causes is the worker's work: the answer is quick.
/// </summary>
internal static class SmsHooks
{
    // An empty instruction: answers go through the outbox, never in the answer to the webhook.
    private const string NothingToSay = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    // A sender that is a name or a short code cannot be answered, and must never be read as somebody's number.
    private const string NoNumber = "unknown";

    public static void MapSmsHooks(this WebApplication app)
    {
        // The signature takes the place of a key.
        // Each gateway has paths and a token of its own: what one signs is worth nothing at the other's.
        Map(app, SmsAccount.FirstHooks, settings => settings.FirstAccount);
        Map(app, SmsAccount.SecondHooks, settings => settings.SecondAccount);
    }

    private static void Map(WebApplication app, string path, Func<SmsOptions, SmsAccount> accountOf)
    {
        var hooks = app.MapGroup(path).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        hooks.MapPost(
            "",
            (HttpRequest request, TwilioInbound twilio, Inbox inbox, IOptions<SmsOptions> settings) =>
                ReceiveAsync(accountOf(settings.Value), request, twilio, inbox)
        );
        hooks.MapPost(
            "/status",
            (
                HttpRequest request,
                TwilioInbound twilio,
                Database database,
                Receipts receipts,
                IOptions<SmsOptions> settings
            ) => RecordAsync(accountOf(settings.Value), request, twilio, database, receipts)
        );
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReceiveAsync(
        SmsAccount account,
        HttpRequest request,
        TwilioInbound twilio,
        Inbox inbox
    )
    {
        var (form, refusal) = await ReadGenuineAsync(account, request, twilio);
        if (refusal is not null)
        {
            return refusal;
        }
        if (!TwilioInbound.TryReadMessage(form, out var message))
        {
            return Problems.WrongInput("The form is no text message: MessageSid or From is missing.");
        }
        await StoreAsync(account, inbox, message);
        return TypedResults.Text(NothingToSay, "text/xml", Encoding.UTF8);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RecordAsync(
        SmsAccount account,
        HttpRequest request,
        TwilioInbound twilio,
        Database database,
        Receipts receipts
    )
    {
        var (form, refusal) = await ReadGenuineAsync(account, request, twilio);
        if (refusal is not null)
        {
            return refusal;
        }
        string? reference = request.Query[TwilioInbound.ReferenceField];
        if (!TwilioInbound.TryReadReceipt(form, reference, out var receipt))
        {
            return Problems.WrongInput("The form is no receipt: MessageSid is missing, or MessageStatus is not known.");
        }
        // Not the request's token: a provider that hangs up has still told us.
        await database.InTransactionAsync(
            session =>
                receipts.RecordAsync(
                    session,
                    receipt.Reference,
                    account.IdPrefix + receipt.ProviderId,
                    receipt.Status,
                    receipt.ErrorReason,
                    receipt.OptedOut,
                    CancellationToken.None
                ),
            CancellationToken.None
        );
        return TypedResults.NoContent();
    }

    private static Task StoreAsync(SmsAccount account, Inbox inbox, InboundSms message) =>
        inbox.ReceiveAsync(
            account.IdPrefix + message.ProviderId,
            "sms",
            message.From?.Value ?? NoNumber,
            message.Text,
            CancellationToken.None
        );

    private static async Task<(List<KeyValuePair<string, string>> Form, ProblemHttpResult? Refusal)> ReadGenuineAsync(
        SmsAccount account,
        HttpRequest request,
        TwilioInbound twilio
    )
    {
        List<KeyValuePair<string, string>> form = [];
        if (!request.HasFormContentType)
        {
            return (form, Problems.WrongInput("A form is expected here (application/x-www-form-urlencoded)."));
        }
        try
        {
            foreach (var (name, values) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
            {
                form.AddRange(values.Select(value => new KeyValuePair<string, string>(name, value ?? "")));
            }
        }
        catch (InvalidDataException)
        {
            return (form, Problems.WrongInput("The form cannot be read."));
        }
        return twilio.IsGenuine(
            account,
            UriHelper.BuildRelative(path: request.Path, query: request.QueryString),
            form,
            request.Headers[TwilioSignature.Header].FirstOrDefault()
        )
            ? (form, null)
            : (
                form,
                Problems.Say(
                    StatusCodes.Status403Forbidden,
                    $"The signature in {TwilioSignature.Header} does not fit: check that {(account.Name == SmsAccount.First ? "Ekn:Sms" : "Ekn:Sms:Second")}:AuthToken is the account's, and that Ekn:Web:PublicUrl is the address that the provider posts to."
                )
            );
    }
}
