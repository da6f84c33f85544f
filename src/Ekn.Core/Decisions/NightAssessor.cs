using Ekn.Core.Calendar;
using Ekn.Core.Weather;
using Ekn.Core.Weather.Smhi;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Decisions;

/// <summary>The opening rule with the settings of this operation. Changes nothing.</summary>
public sealed class NightAssessor(LocalTime time, IOptions<DecisionOptions> decision, IOptions<SmhiOptions> smhi)
{
    /// <param name="now">The instant of judging, UTC; the present one, or that of a question about a file.</param>
    public Assessment Assess(Night night, ForecastReading forecast, WarningsReading warnings, DateTimeOffset now)
    {
        var options = decision.Value;
        var nightForecast = NightForecast.Read(forecast, night, options.Window, time, now, options.Limits);
        return OpeningRule.Assess(nightForecast, warnings, options, smhi.Value.CountyId);
    }
}
