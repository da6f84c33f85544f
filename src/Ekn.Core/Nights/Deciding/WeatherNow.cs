using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Jobs;
using Ekn.Core.Storage;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights.Deciding;

/// <summary>
/// Reads the forecast because a person asks for it. Once a minute at most, whoever asks: several people who press at the
/// same time get the same answer, and SMHI one question. Thread safe.
/// </summary>
public sealed class WeatherNow(
    Database database,
    LocalTime time,
    NightHours hours,
    DecisionDesk desk,
    DecisionLog decisions,
    IOptions<ScheduleOptions> schedule
) : IDisposable
{
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task<Result> ReadAsync(Night night, CancellationToken cancellationToken)
    {
        if (hours.IsOver(night))
        {
            return new Result.Over();
        }
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (await LastAsync(night, cancellationToken) is { } last && time.Now - last < Rest)
            {
                return new Result.JustRead(last);
            }
            var weather = await desk.FetchAsync(cancellationToken);
            return new Result.Read(
                await IsUpAsync(night, cancellationToken)
                    ? await desk.AssessAsync(night, Occasion.Manual, weather, cancellationToken)
                    : await desk.LookAsync(night, Occasion.Manual, weather, cancellationToken)
            );
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>
    /// Whether the night is the one to decide on: before its noon a curious look at the forecast must not put a question
    /// with a deadline to people who are asked at noon anyway.
    /// </summary>
    private async Task<bool> IsUpAsync(Night night, CancellationToken cancellationToken)
    {
        if (desk.InSeason(night) && time.Now >= time.At(night.Evening, schedule.Value.Noon))
        {
            return true;
        }
        await using var session = await database.OpenAsync(cancellationToken);
        return (await decisions.ReadAsync(session, night, cancellationToken)).Pending is not null;
    }

    private async Task<DateTimeOffset?> LastAsync(Night night, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await session.FirstOrDefaultAsync<DateTimeOffset?>(
            "SELECT made_at FROM assessment WHERE night = @night ORDER BY id DESC LIMIT 1",
            new { night },
            cancellationToken
        );
    }

    public abstract record Result
    {
        private Result() { }

        public sealed record Read(Assessment Assessment) : Result;

        /// <summary>Nothing was fetched, because it has just been.</summary>
        public sealed record JustRead(DateTimeOffset At) : Result;

        /// <summary>The night is over, and no forecast speaks of it.</summary>
        public sealed record Over : Result;
    }
}
