using System.ComponentModel.DataAnnotations;

namespace Ekn.Core.Calendar;

/// <summary>Section Ekn:Clock. Empty in real service: the machine's clock. Set for rehearsals and tests.</summary>
public sealed class ClockOptions
{
    public const string Section = "Ekn:Clock";

    /// <summary>The instant that the clock shows when it starts to run; null means the machine's clock.</summary>
    public DateTimeOffset? Start { get; set; }

    /// <summary>Seconds that pass per second.</summary>
    [Range(0.001, 100_000, ErrorMessage = "Ekn:Clock:Speed must lie between 0.001 and 100000.")]
    public double Speed { get; set; } = 1;

    /// <summary>The machine's instant at which <see cref="Start"/> was shown, so that two programs show the same time; null means when this program began.</summary>
    public DateTimeOffset? RealStart { get; set; }

    /// <summary>IANA name of the zone that the operation lives in.</summary>
    [Required(AllowEmptyStrings = false, ErrorMessage = "Ekn:Clock:Zone is empty; write Europe/Stockholm.")]
    public string Zone { get; set; } = "Europe/Stockholm";
}
