using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;

namespace Ekn.Api.Live;

internal static class LiveEndpoints
{
    // Then the page opens a new stream by itself, and is asked again who it is.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddLive(this IServiceCollection services) => services.AddSingleton<LiveFeed>();

    public static void MapLive(this WebApplication app) =>
        app.MapGet("/live", Stream)
            .RequireAuthorization(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .ExcludeFromDescription();

    private static IResult Stream(
        HttpResponse response,
        LiveFeed feed,
        IHostApplicationLifetime host,
        CancellationToken cancellationToken
    )
    {
        // A proxy that keeps the stream back until it is whole would keep it for ever.
        response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(EventsAsync(feed, host.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        LiveFeed feed,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        end.CancelAfter(Longest);
        await using var marks = feed.MarksAsync(end.Token).GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(marks))
        {
            yield return new SseItem<string>(marks.Current, "changed");
        }
    }

    /// <summary>That a stream is over is no failure.</summary>
    private static async Task<bool> NextAsync(IAsyncEnumerator<string> marks)
    {
        try
        {
            return await marks.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
