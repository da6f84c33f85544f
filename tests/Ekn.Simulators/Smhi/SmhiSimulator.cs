using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ekn.Simulators.Smhi;

/// <summary>
/// Stands in for SMHI's two open APIs on a free port of this machine: the point forecast (snow1g version 1) and the
/// warnings (ibww version 1). Serves a mild forecast and no warnings until told otherwise.
/// </summary>
public sealed class SmhiSimulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TimeProvider clock;

    private SmhiSimulator(WebApplication app, TimeProvider clock)
    {
        this.app = app;
        this.clock = clock;
    }

    /// <summary>Set both base addresses of the service's settings to this.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1");

    public SmhiSource Forecast { get; } = new(ForecastScript.Mild().Body);

    public SmhiSource Warnings { get; } = new(_ => "[]"u8.ToArray());

    /// <param name="clock">Whose present the scripts are served for; the machine's by default.</param>
    public static async Task<SmhiSimulator> StartAsync(
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = builder.Build();
        var simulator = new SmhiSimulator(host, clock ?? TimeProvider.System);
        host.MapGet(
            "/api/category/snow1g/version/1/geotype/point/lon/{lon}/lat/{lat}/data.json",
            simulator.AnswerForecastAsync
        );
        host.MapGet("/ibww/api/version/1/warning.json", context => simulator.AnswerAsync(context, simulator.Warnings));
        host.MapFallback("{**path}", context => WritePageAsync(context, StatusCodes.Status404NotFound));
        await host.StartAsync(cancellationToken);
        simulator.BaseAddress = new Uri(host.Urls.Single());
        return simulator;
    }

    public void Serve(ForecastScript script) => Forecast.ServeWith(script.Body);

    /// <summary>These warnings are active, and no others; none at all serves an empty list.</summary>
    public void Serve(params WarningScript[] warnings) => Warnings.ServeWith(now => WarningScript.Body(warnings, now));

    public async ValueTask DisposeAsync()
    {
        // Requests that hang on command would otherwise be waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private Task AnswerForecastAsync(HttpContext context)
    {
        var isCovered =
            IsDegrees(context.Request.RouteValues["lon"], 2, 38)
            && IsDegrees(context.Request.RouteValues["lat"], 52, 71);
        return isCovered ? AnswerAsync(context, Forecast) : WritePageAsync(context, StatusCodes.Status404NotFound);
    }

    /// <summary>Inside the forecast area, and with no more decimals than SMHI takes.</summary>
    private static bool IsDegrees(object? value, decimal from, decimal to) =>
        decimal.TryParse(value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
        && degrees >= from
        && degrees <= to
        && decimal.Round(degrees, 6) == degrees;

    private async Task AnswerAsync(HttpContext context, SmhiSource source)
    {
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        var now = clock.GetUtcNow();
        var (make, fault) = source.Take(new SmhiRequest(context.Request.Path, headers, now));
        var body = make(now);
        switch (fault)
        {
            case null:
                await WriteAsync(context, source, body);
                break;
            case SmhiFault.Status status:
                if (status.RetryAfter is { } wait)
                {
                    context.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(
                        CultureInfo.InvariantCulture
                    );
                }
                await WritePageAsync(context, status.Code);
                break;
            case SmhiFault.Hang:
                await UntilAbortedAsync(context, source);
                break;
            case SmhiFault.WebPage:
                await WritePageAsync(context, StatusCodes.Status200OK);
                break;
            case SmhiFault.Truncated:
                await WriteAsync(context, source, body[..(body.Length / 2)]);
                break;
            case SmhiFault.EmptyBody:
                await WriteAsync(context, source, []);
                break;
            case SmhiFault.Reset:
                context.Abort();
                break;
            case SmhiFault.HangHalfway:
                await WriteHalfAsync(context, body);
                await UntilAbortedAsync(context, source);
                break;
            case SmhiFault.BreakOff:
                // Less than the length announced: the server closes the connection. (An abort would race with what was sent.)
                await WriteHalfAsync(context, body);
                break;
            case SmhiFault.BrokenGzip:
                context.Response.ContentType = "application/json";
                context.Response.Headers.ContentEncoding = "gzip";
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
                break;
            case SmhiFault.SlowDrip drip:
                await DripAsync(context, source, body, drip);
                break;
            default:
                throw new InvalidOperationException($"Nobody has written how to do {fault}.");
        }
    }

    private static async Task WriteAsync(HttpContext context, SmhiSource source, byte[] body)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        if (source.CacheControl is { } header)
        {
            response.Headers.CacheControl = header;
        }
        else if (source.MaxAge is { } maxAge)
        {
            response.Headers.CacheControl = $"max-age={(int)maxAge.TotalSeconds}";
        }
        if (source.Compression is { } coding && context.Request.Headers.AcceptEncoding.ToString().Contains(coding))
        {
            response.Headers.ContentEncoding = coding;
            response.Headers.Vary = "Accept-Encoding";
            body = Compress(body, coding);
        }
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Compress(byte[] body, string coding)
    {
        using var packed = new MemoryStream();
        using (
            Stream packer =
                coding == "br"
                    ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)
                    : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
        )
        {
            packer.Write(body);
        }
        return packed.ToArray();
    }

    private static async Task WriteHalfAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task DripAsync(HttpContext context, SmhiSource source, byte[] body, SmhiFault.SlowDrip drip)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        foreach (var piece in body.Chunk(Math.Max(1, (body.Length + drip.Pieces - 1) / drip.Pieces)))
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            source.OnSilence();
            await Task.Delay(drip.Wait, TimeProvider.System, context.RequestAborted);
        }
    }

    /// <summary>The page that the cache in front of SMHI sends.</summary>
    private static Task WritePageAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html>
              <head>
                <title>{status}</title>
              </head>
              <body>
                <h1>Error {status}</h1>
                <h3>Guru Meditation:</h3>
                <p>XID: 1</p>
                <hr>
                <p>Varnish cache server</p>
              </body>
            </html>
            """,
            context.RequestAborted
        );
    }

    private static async Task UntilAbortedAsync(HttpContext context, SmhiSource source)
    {
        var never = new TaskCompletionSource();
        await using var aborted = context.RequestAborted.Register(never.SetResult);
        source.OnSilence();
        await never.Task;
    }
}
