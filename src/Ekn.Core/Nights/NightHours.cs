using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Nights;

/// <summary>When a night is over, in the window that its weather is judged by.</summary>
public sealed class NightHours(LocalTime time, IOptions<DecisionOptions> options)
{
    /// <summary>When what is written about a night is worth nothing any more.</summary>
    public DateTimeOffset EndOf(Night night) => options.Value.Window.Of(night, time).End;

    public bool IsOver(Night night) => time.Now >= EndOf(night);
}
