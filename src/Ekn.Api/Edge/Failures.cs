using System.Text.Json;
using Ekn.Api.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace Ekn.Api.Edge;

/// <summary>
/// The edge around one request. A program gets problem+json, a person a plain page; neither learns of the inside. What
/// was not foreseen is logged once, under a number that stands on the page too: the kind of the error and where it came
/// from, never its message, which might hold a number or a name.
/// </summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    private static readonly string[] ForPrograms = ["/api", "/hooks", "/openapi", "/healthz", "/readyz"];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await FillAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BadHttpRequestException bad)
        {
            await AnswerAsync(context, bad.StatusCode, SentenceOf(bad), null);
        }
        catch (Exception exception)
        {
            var incident = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 6));
            Log.Failed(logger, incident, RouteOf(context), Kinds(exception), exception.StackTrace);
            await AnswerAsync(
                context,
                StatusCodes.Status500InternalServerError,
                $"Something failed on our side (incident {incident}). Nothing is known to have changed; try again in a while.",
                incident
            );
        }
    }

    /// <summary>An error that the framework answered with a status alone gets its words too.</summary>
    private async Task FillAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.StatusCode >= 400 && !response.HasStarted && response.ContentType is null)
        {
            await AnswerAsync(context, response.StatusCode, SentenceOf(response.StatusCode), null);
        }
    }

    private async Task AnswerAsync(HttpContext context, int status, string sentence, string? incident)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        var allow = context.Response.Headers.Allow;
        var retryAfter = context.Response.Headers.RetryAfter;
        context.Response.Clear();
        context.Response.Headers.Allow = allow;
        context.Response.Headers.RetryAfter = retryAfter;
        if (!ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
        {
            await TellAsync(context, status, incident);
            return;
        }
        IEnumerable<KeyValuePair<string, object?>>? more = incident is null ? null : [new("incident", incident)];
        await Problems.Say(status, sentence, more).ExecuteAsync(context);
    }

    /// <summary>Whether this request has failed already, and now shows the page that says so.</summary>
    public static bool IsTelling(HttpContext context) => context.Features.Get<Failure>() is not null;

    /// <summary>Runs the request again, as one for the page about failures.</summary>
    private async Task TellAsync(HttpContext context, int status, string? incident)
    {
        context.Features.Set(new Failure(status, incident));
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Head : HttpMethods.Get;
        context.Request.Path = ErrorModel.Path;
        context.Response.StatusCode = status;
        // With services of its own: who could not be known the first time is not asked for again.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static string SentenceOf(BadHttpRequestException bad) =>
        bad.InnerException is JsonException { Path: { } path } json
            ? $"The body cannot be read at '{path}': {Hint(json)}"
        : bad.InnerException is JsonException
            ? "The body is not JSON; send one object as the API's description shows it."
        : SentenceOf(bad.StatusCode);

    private static string SentenceOf(int status) =>
        status switch
        {
            400 => "The request cannot be read; see the API's description at openapi/v1.json.",
            404 => "There is nothing at this address; the API's description at openapi/v1.json lists what there is.",
            405 => "This address does not take that method; the header Allow lists those it takes.",
            413 => $"The body is larger than {RequestLimits.LargestBody / 1024} kB; send less.",
            415 => "The body is not of the kind expected here; JSON goes with 'Content-Type: application/json'.",
            429 => "Too many requests at once; wait as many seconds as the header Retry-After says.",
            _ => $"{ReasonPhrases.GetReasonPhrase(status)}.",
        };

    private static string Hint(JsonException json) =>
        json.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? "there is no such field; see the API's description for those there are."
            : "the value is not of the kind that the API's description asks for.";

    // The pattern, not the address: addresses of links are secrets.
    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";

    private static string Kinds(Exception exception) =>
        exception.InnerException is { } inner
            ? $"{exception.GetType().Name} < {Kinds(inner)}"
            : exception.GetType().Name;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Incident {Incident} at {Route}: {Kinds}\n{Trace}")]
        public static partial void Failed(ILogger logger, string incident, string route, string kinds, string? trace);
    }
}
