using Ekn.Core.Calendar;
using Ekn.Core.Weather.Smhi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ekn.Worker.Doctor;

/// <summary>Whether the service knows what time it is: the zone's rules, and the clock against that of SMHI's server.</summary>
internal static class ClockCheck
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    public static async Task<Diagnosis> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        LocalTime time;
        try
        {
            time = services.GetRequiredService<LocalTime>();
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return Diagnosis.Failed(
                "clock",
                "the time zone of Ekn:Clock:Zone is not known here; install the zone data (Debian: apt-get install tzdata)."
            );
        }
        var shown = $"{time.ToLocal(time.Now):yyyy-MM-dd HH:mm} in {time.Zone.Id}";
        if (services.GetRequiredService<IOptions<ClockOptions>>().Value.Start is not null)
        {
            return Diagnosis.Warning(
                "clock",
                $"{shown}; a rehearsal clock, because Ekn:Clock:Start is set: take it out for real service."
            );
        }
        if (await ServersTimeAsync(services, cancellationToken) is not { } theirs)
        {
            return Diagnosis.Warning(
                "clock",
                $"{shown}; could not be compared, because SMHI's server did not tell the time."
            );
        }
        var off = (time.Now - theirs).Duration();
        return off <= Tolerance
            ? Diagnosis.Ok("clock", $"{shown}, as SMHI's server has it.")
            : Diagnosis.Failed(
                "clock",
                $"{shown}, which is {Math.Round(off.TotalMinutes)} minutes off SMHI's server; set the machine's clock (timedatectl set-ntp true)."
            );
    }

    /// <returns>Null when it could not be asked.</returns>
    private static async Task<DateTimeOffset?> ServersTimeAsync(
        IServiceProvider services,
        CancellationToken cancellationToken
    )
    {
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Head,
            services.GetRequiredService<IOptions<SmhiOptions>>().Value.ForecastBaseUrl
        );
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return response.Headers.Date;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
