using System.Security.Cryptography;
using System.Text;
using Ekn.Api.Edge;
using Ekn.Core.Calendar;
using Ekn.Core.Channels.Email;
using Ekn.Core.Nights.Answering;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Ekn.Api.Hooks;

/// <summary>
/// What the service that receives our mail posts: answers by email. A post may be forged, late or repeated, and a mail
/// may have any sender that its writer liked. The secret is checked before anything is read; what is genuine is stored
/// before it is acknowledged, and a database that fails is an error, so that it is posted again.
/// </summary>
internal static class EmailHooks
{
    /// <summary>Bytes. Mails come with what people attach; that is passed over, but must not lose the answer.</summary>
    private const int LargestMail = 30 * 1024 * 1024;

    private const string NoAddress = "unknown";

    public static void MapEmailHooks(this WebApplication app) =>
        // The secret takes the place of a key.
        app.MapPost("/hooks/email", ReceiveAsync)
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(LargestMail));

    private static async Task<Results<NoContent, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request,
        IOptions<EmailOptions> options,
        LocalTime time,
        Inbox inbox
    )
    {
        if (!options.Value.ReadsAnswers)
        {
            return Problems.Say(
                StatusCodes.Status503ServiceUnavailable,
                "Answers by email are not set up here: set Ekn:Email:InboundSecret, and give the same to the service that posts them."
            );
        }
        if (!IsRight(SecretOf(request), options.Value.InboundSecret!))
        {
            return Problems.Say(
                StatusCodes.Status403Forbidden,
                "The secret does not fit: give Ekn:Email:InboundSecret as the password of HTTP basic authentication, or as ?key=."
            );
        }
        var (form, refusal) = await ReadAsync(request);
        if (refusal is not null)
        {
            return refusal;
        }
        if (!InboundForm.TryRead(MailCharsets.Decode(form), time.Today, out var mail))
        {
            return Problems.WrongInput("The form is no email: the field from is missing.");
        }
        // Not the request's token: a poster that hangs up has still told us.
        await inbox.ReceiveAsync(
            mail.ProviderId,
            "email",
            mail.From ?? NoAddress,
            mail.Text,
            CancellationToken.None,
            mail.Subject,
            MarkOf(mail, options.Value)
        );
        return TypedResults.NoContent();
    }

    private static string? MarkOf(InboundEmail mail, EmailOptions options)
    {
        // A mail from ourselves would be answered by ourselves.
        var isOurs =
            mail.From is not null
            && (
                mail.From.Equals(options.FromAddress, StringComparison.OrdinalIgnoreCase)
                || mail.From.Equals(options.ReplyTo, StringComparison.OrdinalIgnoreCase)
            );
        if (mail.IsAutomatic || isOurs)
        {
            return InboundMark.Automatic;
        }
        return mail.Proof switch
        {
            SenderProof.Failed => InboundMark.Unproven,
            SenderProof.Passed => InboundMark.Proven,
            _ => null,
        };
    }

    private static async Task<(IReadOnlyList<MailField> Form, ProblemHttpResult? Refusal)> ReadAsync(
        HttpRequest request
    )
    {
        if (!request.HasFormContentType)
        {
            return ([], Problems.WrongInput("A form is expected here (multipart/form-data or urlencoded)."));
        }
        try
        {
            return (await MailForm.ReadAsync(request, request.HttpContext.RequestAborted), null);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return ([], Problems.WrongInput("The form cannot be read."));
        }
    }

    private static string SecretOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.FirstOrDefault() ?? "";
        const string basic = "Basic ";
        if (header.StartsWith(basic, StringComparison.OrdinalIgnoreCase))
        {
            var bytes = new byte[header.Length];
            return Convert.TryFromBase64String(header[basic.Length..].Trim(), bytes, out var length)
                ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2)[^1]
                : "";
        }
        return request.Query["key"].FirstOrDefault() ?? "";
    }

    /// <summary>Takes as long whatever is wrong with it.</summary>
    private static bool IsRight(string given, string secret) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(secret))
        );
}
