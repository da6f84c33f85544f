using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ekn.Api.Edge;

/// <summary>How much and how fast a stranger may ask.</summary>
internal static class RequestLimits
{
    /// <summary>Bytes. The longest text message with all its fields is a tenth of it.</summary>
    public const int LargestBody = 64 * 1024;

    /// <summary>
    /// From one address in <see cref="Window"/>. 150 volunteers who answer in the same second, each with receipts for what
    /// they are sent back, come from the provider's few addresses; without a configured proxy all come from one.
    /// </summary>
    public const int PerWindow = 3000;

    /// <summary>The policy of the pages where people sign in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>From one address in ten minutes: a parish office full of people who sign in, and nobody who guesses codes.</summary>
    public const int SignIns = 60;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    /// <param name="clock">What the windows are measured by: strangers live in real time.</param>
    public static void Apply(RateLimiterOptions limiter, TimeProvider clock)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString();
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(
            SignIn,
            context =>
                HttpMethods.IsPost(context.Request.Method)
                    ? RateLimitPartition.Get(
                        context.Connection.RemoteIpAddress?.ToString() ?? "",
                        _ => new WindowLimiter(SignIns, TimeSpan.FromMinutes(10), clock)
                    )
                    : RateLimitPartition.GetNoLimiter("")
        );
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.Get(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new WindowLimiter(PerWindow, Window, clock)
            )
        );
    }
}
