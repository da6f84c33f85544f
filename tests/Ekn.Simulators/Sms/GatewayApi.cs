using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Ekn.Simulators.Sms;

/// <summary>
/// Twilio's resource Messages, create and list, as documented at
/// https://www.twilio.com/docs/messaging/api/message-resource.
/// </summary>
internal sealed class GatewayApi(SmsGatewaySimulator simulator)
{
    private const string Path = "/2010-04-01/Accounts/{account}/Messages.json";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost(Path, CreateAsync);
        app.MapGet(Path, ListAsync);
    }

    private async Task CreateAsync(HttpContext context, string account)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var to = form["To"].ToString();
        var loggedIn = IsLoggedIn(context, account);
        simulator.Record(new GatewayRequest("POST", context.Request.Path, Flat(form), loggedIn));
        var fault = simulator.Faults.TakeForSend(to);

        if (!loggedIn && fault is null)
        {
            await ErrorAsync(context, 401, 20003, "Authenticate");
            return;
        }
        if (fault is not null && await StrikesFirstAsync(context, fault))
        {
            return;
        }
        if (Refusal(form, to) is var (code, text))
        {
            await ErrorAsync(context, 400, code, text);
            return;
        }
        var message = simulator.Accept(
            to,
            form["Body"].ToString(),
            Uri.TryCreate(form["StatusCallback"], UriKind.Absolute, out var callback) ? callback : null,
            int.TryParse(form["ValidityPeriod"], CultureInfo.InvariantCulture, out var seconds) ? seconds : null
        );
        if (simulator.Receipts.Automatic)
        {
            // Registered before the answer goes out, so that whoever has the answer can wait for the receipts.
            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.Response.OnCompleted(() =>
            {
                answered.SetResult();
                return Task.CompletedTask;
            });
            simulator.DeliverReceiptsInBackground(message, answered.Task);
        }
        switch (fault)
        {
            case GatewayFault.ServerError error:
                await HtmlErrorAsync(context, error.Status);
                return;
            case GatewayFault.NoAnswer:
                await NeverAsync(context);
                return;
            case GatewayFault.ConnectionReset:
                context.Abort();
                return;
            case GatewayFault.UnreadableAnswer:
                await WriteAsync(context, 201, "{\"sid\": \"SM");
                return;
            case GatewayFault.ReceiptsBeforeAnswer:
                await simulator.DeliverReceiptsAsync(message);
                break;
        }
        await WriteAsync(context, 201, Describe(message).ToJsonString());
    }

    private async Task ListAsync(HttpContext context, string account)
    {
        var query = context.Request.Query;
        var loggedIn = IsLoggedIn(context, account);
        var fields = query.ToDictionary(q => q.Key, q => q.Value.ToString());
        simulator.Record(new GatewayRequest("GET", context.Request.Path, fields, loggedIn));
        var fault = simulator.Faults.TakeForLookup();
        if (!loggedIn && fault is null)
        {
            await ErrorAsync(context, 401, 20003, "Authenticate");
            return;
        }
        if (fault is GatewayFault.UnreadableAnswer)
        {
            await WriteAsync(context, 200, "{\"messages\": [{\"sid\": \"SM");
            return;
        }
        if (fault is not null && await StrikesFirstAsync(context, fault))
        {
            return;
        }

        var size = int.TryParse(query["PageSize"], out var asked) ? Math.Clamp(asked, 1, 1000) : 50;
        var page = int.TryParse(query["Page"], out var number) ? Math.Max(0, number) : 0;
        var matching = simulator.All().Reverse().Where(m => Matches(m, query)).ToList();
        var shown = matching.Skip(page * size).Take(size).ToList();
        var path = $"/2010-04-01/Accounts/{account}/Messages.json";
        string At(int p) => path + PageQuery(query, p, size);
        var answer = new JsonObject
        {
            ["first_page_uri"] = At(0),
            ["end"] = Math.Max(0, (page * size) + shown.Count - 1),
            ["messages"] = new JsonArray([.. shown.Select(Describe)]),
            ["next_page_uri"] = (page + 1) * size < matching.Count ? At(page + 1) : null,
            ["page"] = page,
            ["page_size"] = size,
            ["previous_page_uri"] = page > 0 ? At(page - 1) : null,
            ["start"] = page * size,
            ["uri"] = At(page),
        };
        await WriteAsync(context, 200, answer.ToJsonString());
    }

    /// <summary>Whether the fault has answered in place of the gateway, so that nothing was taken.</summary>
    private async Task<bool> StrikesFirstAsync(HttpContext context, GatewayFault fault)
    {
        switch (fault)
        {
            case GatewayFault.Slow slow:
                await Task.Delay(slow.By, simulator.Settings.Clock, context.RequestAborted);
                return false;
            case GatewayFault.TooManyRequests busy:
                RetryAfter(context, busy.RetryAfter);
                await ErrorAsync(context, 429, 20429, "Too Many Requests");
                return true;
            case GatewayFault.Unavailable closed:
                RetryAfter(context, closed.RetryAfter);
                await ErrorAsync(context, 503, 20503, "Service Unavailable");
                return true;
            case GatewayFault.ServerError { Accepts: false } error:
                await HtmlErrorAsync(context, error.Status);
                return true;
            case GatewayFault.NoAnswer { Accepts: false }:
                await NeverAsync(context);
                return true;
            case GatewayFault.ConnectionReset { Accepts: false }:
                context.Abort();
                return true;
            case GatewayFault.Unauthorized:
                await ErrorAsync(context, 401, 20003, "Authenticate");
                return true;
            case GatewayFault.Redirect redirect:
                context.Response.StatusCode = redirect.Status;
                context.Response.Headers.Location = context.Request.Path.Value;
                return true;
            case GatewayFault.Refused refused:
                await ErrorAsync(
                    context,
                    refused.Status,
                    refused.Code,
                    TextOf(refused.Code, context.Request.Form["To"].ToString())
                );
                return true;
            default:
                return false;
        }
    }

    private (int Code, string Text)? Refusal(IFormCollection form, string to)
    {
        int? code = null;
        if (to.Length == 0)
        {
            code = 21604;
        }
        else if (!PhonesPage.IsNumber(to))
        {
            code = 21211;
        }
        else if (form["From"] != simulator.Settings.From)
        {
            code = 21606;
        }
        else if (form["Body"].ToString().Length == 0)
        {
            code = 21602;
        }
        else if (form["Body"].ToString().Length > 1600)
        {
            code = 21617;
        }
        else if (
            form["ValidityPeriod"] is { Count: > 0 } period
            && !(int.TryParse(period, out var seconds) && seconds is >= 1 and <= 36_000)
        )
        {
            code = 90007;
        }
        else if (form["StatusCallback"] is { Count: > 0 } callback && !Uri.TryCreate(callback, UriKind.Absolute, out _))
        {
            code = 21609;
        }
        else if (simulator.Phone(to).RefusedWith is { } refusal)
        {
            code = refusal;
        }
        else if (simulator.HasStopped(to))
        {
            code = 21610;
        }
        return code is { } found ? (found, TextOf(found, to)) : null;
    }

    // As Twilio does, the sentences repeat the number: whoever passes them on gives somebody away.
    private static string TextOf(int code, string to) =>
        code switch
        {
            21211 => $"Invalid 'To' Phone Number: {to}",
            21602 => "Message body is required.",
            21604 => "A 'To' phone number is required.",
            21606 =>
                "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.",
            21608 => $"The number {to} is unverified. Trial accounts cannot send messages to unverified numbers.",
            21609 => "The 'StatusCallback' URL is not a valid URL.",
            21610 => $"Attempt to send to unsubscribed recipient: {to}",
            21614 => $"To number: {to}, is not a mobile number",
            21617 => "The concatenated message body exceeds the 1600 character limit.",
            90007 => "Invalid validity period value",
            _ => $"The message to {to} was refused.",
        };

    private static bool Matches(SimulatedSms message, IQueryCollection query)
    {
        if (query.TryGetValue("To", out var to) && message.To != to)
        {
            return false;
        }
        if (query.TryGetValue("From", out var from) && message.From != from)
        {
            return false;
        }
        // The filters on DateSent leave out what has no such date yet.
        var sent = message.IsInbound ? message.At : message.SentAt;
        return (
                !Day(query, "DateSent", out var on)
                || (sent is not null && DateOnly.FromDateTime(sent.Value.UtcDateTime) == on)
            )
            && (
                !Day(query, "DateSent>", out var after)
                || (sent is not null && DateOnly.FromDateTime(sent.Value.UtcDateTime) >= after)
            )
            && (
                !Day(query, "DateSent<", out var before)
                || (sent is not null && DateOnly.FromDateTime(sent.Value.UtcDateTime) <= before)
            );
    }

    private static bool Day(IQueryCollection query, string name, out DateOnly day)
    {
        day = default;
        return query.TryGetValue(name, out var text)
            && DateOnly.TryParseExact(
                text.ToString(),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out day
            );
    }

    private static string PageQuery(IQueryCollection query, int page, int size)
    {
        var kept = query
            .Where(q => q.Key is not ("Page" or "PageSize" or "PageToken"))
            .SelectMany(
                q => q.Value,
                (q, value) => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(value ?? "")}"
            );
        var token = page == 0 ? [] : new[] { $"PageToken=PASM{page:x32}" };
        return "?" + string.Join('&', [.. kept, $"PageSize={size}", $"Page={page}", .. token]);
    }

    private JsonObject Describe(SimulatedSms message)
    {
        var path = $"/2010-04-01/Accounts/{simulator.Settings.AccountSid}/Messages/{message.Sid}";
        return new JsonObject
        {
            ["body"] = message.Body,
            ["num_segments"] = "1",
            ["direction"] = message.IsInbound ? "inbound" : "outbound-api",
            ["from"] = message.From,
            ["date_updated"] = Rfc2822(message.SentAt ?? message.At),
            ["price"] = null,
            ["error_message"] = null,
            ["uri"] = $"{path}.json",
            ["account_sid"] = simulator.Settings.AccountSid,
            ["num_media"] = "0",
            ["to"] = message.To,
            ["date_created"] = Rfc2822(message.At),
            ["status"] = message.Status,
            ["sid"] = message.Sid,
            ["date_sent"] =
                message.IsInbound ? Rfc2822(message.At)
                : message.SentAt is { } sent ? Rfc2822(sent)
                : null,
            ["messaging_service_sid"] = null,
            ["error_code"] = message.ErrorCode,
            ["price_unit"] = "SEK",
            ["api_version"] = "2010-04-01",
            ["subresource_uris"] = new JsonObject { ["media"] = $"{path}/Media.json" },
        };
    }

    private static string Rfc2822(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);

    private bool IsLoggedIn(HttpContext context, string account)
    {
        var expected = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{simulator.Settings.AccountSid}:{simulator.Settings.AuthToken}")
        );
        return account == simulator.Settings.AccountSid && context.Request.Headers.Authorization == $"Basic {expected}";
    }

    private static Dictionary<string, string> Flat(IEnumerable<KeyValuePair<string, StringValues>> form) =>
        form.ToDictionary(f => f.Key, f => f.Value.ToString());

    private static void RetryAfter(HttpContext context, TimeSpan? wait)
    {
        if (wait is { } time)
        {
            context.Response.Headers.RetryAfter = $"{(int)time.TotalSeconds}";
        }
    }

    private static Task ErrorAsync(HttpContext context, int status, int code, string text) =>
        WriteAsync(
            context,
            status,
            new JsonObject
            {
                ["code"] = code,
                ["message"] = text,
                ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
                ["status"] = status,
            }.ToJsonString()
        );

    private static Task HtmlErrorAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync($"<html><body><h1>{status}</h1></body></html>", context.RequestAborted);
    }

    private static Task WriteAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }

    /// <summary>Holds the request until the caller has given up, or the simulator closes.</summary>
    private async Task NeverAsync(HttpContext context)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var gone = context.RequestAborted.Register(() => over.TrySetResult());
        await using var closing = simulator.Closing.Register(() => over.TrySetResult());
        simulator.BeginSilence();
        await over.Task;
        simulator.EndSilence();
        context.Abort();
    }
}
