using Ekn.Core.Jobs;
using Quartz;

namespace Ekn.Worker.Scheduling;

/// <summary>Follows up what waits for an answer, and makes up for rounds that were missed.</summary>
[DisallowConcurrentExecution]
internal sealed class EveryMinuteJob(Rounds rounds) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await rounds.EveryMinuteAsync(cancellationToken);
}
