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
    /// From one address. 150 volunteers who answer in the same second, each with receipts for what they are sent back, come
    /// from the provider's few addresses; without a configured proxy all come from one.
    /// </summary>
    public static readonly RequestWindow FromOneAddress = new(3000, TimeSpan.FromSeconds(10));

    /// <summary>The policy of the pages where people sign in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>From one address in ten minutes: a parish office full of people who sign in, and nobody who guesses codes.</summary>
    public const int SignIns = 60;

    public static void Apply(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
    }

    public static void Apply(RateLimiterOptions limiter, RequestWindow window)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = ((int)window.Length.TotalSeconds).ToString();
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(
            SignIn,
            context =>
                HttpMethods.IsPost(context.Request.Method)
                    ? RateLimitPartition.GetFixedWindowLimiter(
                        context.Connection.RemoteIpAddress?.ToString() ?? "",
                        _ => new FixedWindowRateLimiterOptions
                        {
                            PermitLimit = SignIns,
                            Window = TimeSpan.FromMinutes(10),
                        }
                    )
                    : RateLimitPartition.GetNoLimiter("")
        );
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = window.Permits, Window = window.Length }
            )
        );
    }
}
