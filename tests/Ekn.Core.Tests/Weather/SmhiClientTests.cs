using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ekn.Core.Calendar;
using Ekn.Core.Weather.Smhi;
using Ekn.Simulators.Clock;
using Ekn.Simulators.Smhi;
using Ekn.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ekn.Core.Weather;

public sealed class SmhiClientTests : IAsyncLifetime, IAsyncDisposable
{
    // The network's time passes only when a test lets it: no limit runs out because the machine is slow.
    private readonly ManualClock network = new(DateTimeOffset.UnixEpoch);
    private readonly SetClock clock = new(Stockholm.At("2026-12-01 12:00"));
    private SmhiSimulator smhi = null!;
    private ServiceProvider? services;

    public async Task InitializeAsync() => smhi = await SmhiSimulator.StartAsync(clock);

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (services is not null)
        {
            await services.DisposeAsync();
        }
        await smhi.DisposeAsync();
    }

    [Fact]
    public async Task A_forecast_is_fetched_with_the_exact_bytes_as_evidence()
    {
        smhi.Serve(ForecastScript.Cold(-12));

        var fetched = await Forecast().FetchAsync();

        Assert.Equal(81, Assert.IsType<ForecastReading.Known>(fetched.Reading).Series.Steps.Count);
        var evidence = fetched.Evidence!;
        Assert.Equal(ForecastScript.Cold(-12).Body(clock.Now), evidence.Body);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(evidence.Body)), evidence.Sha256);
        Assert.Equal((EvidenceSource.Forecast, 200, true), (evidence.Source, evidence.HttpStatus, evidence.Complete));
        Assert.Equal(clock.Now, evidence.FetchedAt);
        Assert.EndsWith(
            "/api/category/snow1g/version/1/geotype/point/lon/18.0686/lat/59.3293/data.json",
            evidence.Address.AbsoluteUri
        );
    }

    [Fact]
    public async Task Warnings_are_fetched_with_their_evidence()
    {
        smhi.Serve(WarningScript.Orange());

        var fetched = await Warnings().FetchAsync();

        Assert.Single(Assert.IsType<WarningsReading.Known>(fetched.Reading).Warnings);
        Assert.Equal(EvidenceSource.Warnings, fetched.Evidence!.Source);
        Assert.EndsWith("/ibww/api/version/1/warning.json", fetched.Evidence.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData(null)]
    public async Task The_body_may_be_compressed(string? coding)
    {
        smhi.Forecast.Compression = coding;

        var fetched = await Forecast().FetchAsync();

        Assert.IsType<ForecastReading.Known>(fetched.Reading);
        Assert.Equal(ForecastScript.Mild().Body(clock.Now), fetched.Evidence!.Body);
        Assert.Equal("gzip, br", Assert.Single(smhi.Forecast.Requests).Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task Every_request_names_the_program_and_whom_to_reach()
    {
        var set = ("Contact", "https://ekn.example.org/contact");
        await Forecast(set).FetchAsync();
        await Warnings().FetchAsync();

        Assert.Equal("Ekn/0.1.0 (+https://ekn.example.org/contact)", Assert.Single(smhi.Forecast.Requests).UserAgent);
        Assert.Equal("Ekn/0.1.0 (+https://ekn.example.org/contact)", Assert.Single(smhi.Warnings.Requests).UserAgent);
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(503, 3)]
    [InlineData(408, 3)]
    [InlineData(429, 3)]
    [InlineData(404, 1)] // asking again would not help
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(204, 1)]
    [InlineData(202, 1)]
    public async Task Any_other_status_than_200_is_unknown(int status, int requests)
    {
        smhi.Forecast.Fail(new SmhiFault.Status(status));

        var fetched = await Forecast().FetchAsync();

        Assert.Equal(new WeatherProblem(WeatherProblemKind.HttpStatus, $"HTTP {status}"), Problem(fetched));
        Assert.Equal(requests, smhi.Forecast.Requests.Count);
        if (status != 204)
        {
            Assert.Equal(status, fetched.Evidence!.HttpStatus);
            Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(fetched.Evidence.Body));
        }
    }

    [Fact]
    public async Task A_place_outside_the_forecast_area_is_unknown_with_the_page_as_evidence()
    {
        var fetched = await Forecast(("Longitude", "-70.5")).FetchAsync();

        Assert.Equal(new WeatherProblem(WeatherProblemKind.HttpStatus, "HTTP 404"), Problem(fetched));
        Assert.Equal(404, fetched.Evidence!.HttpStatus);
    }

    [Fact]
    public async Task Failures_that_pass_are_tried_through()
    {
        smhi.Forecast.Fail(new SmhiFault.Status(503), times: 2);

        Assert.IsType<ForecastReading.Known>((await Forecast().FetchAsync()).Reading);
        Assert.Equal(3, smhi.Forecast.Requests.Count);
    }

    [Fact]
    public async Task With_a_single_attempt_nothing_is_tried_again()
    {
        smhi.Forecast.Fail(new SmhiFault.Status(503), times: 1);

        Assert.NotNull(Problem(await Forecast(("MaxAttempts", "1")).FetchAsync()));
        Assert.Single(smhi.Forecast.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_tried_again_and_then_unknown()
    {
        smhi.Forecast.Fail(new SmhiFault.Reset());

        var fetched = await Forecast().FetchAsync();

        Assert.Equal(WeatherProblemKind.Unreachable, Problem(fetched)?.Kind);
        Assert.Null(fetched.Evidence);
        Assert.InRange(smhi.Forecast.Requests.Count, 3, 6); // the handler may itself repeat on a kept connection
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_unknown_and_its_beginning_is_kept()
    {
        smhi.Forecast.Fail(new SmhiFault.BreakOff());

        var fetched = await Forecast().FetchAsync();

        Assert.Equal(WeatherProblemKind.Unreachable, Problem(fetched)?.Kind);
        Assert.False(fetched.Evidence!.Complete);
        Assert.NotEmpty(fetched.Evidence.Body);
        Assert.Equal(3, smhi.Forecast.Requests.Count);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_unknown()
    {
        using var dead = new DeadPort();

        var fetched = await Forecast(("ForecastBaseUrl", $"http://127.0.0.1:{dead.Number}")).FetchAsync();

        Assert.Equal(WeatherProblemKind.Unreachable, Problem(fetched)?.Kind);
        Assert.Null(fetched.Evidence);
    }

    [Fact]
    public async Task A_body_that_is_not_what_its_header_says_is_unknown()
    {
        smhi.Forecast.Fail(new SmhiFault.BrokenGzip());
        Assert.Equal(WeatherProblemKind.Unreachable, Problem(await Forecast().FetchAsync())?.Kind);
    }

    [Fact]
    public async Task An_attempt_without_an_answer_is_given_up_and_tried_again()
    {
        smhi.Forecast.Fail(new SmhiFault.Hang(), times: 1);
        smhi.Forecast.OnSilence = LetTheAttemptRunOut;

        Assert.IsType<ForecastReading.Known>((await Forecast().FetchAsync()).Reading);
        Assert.Equal(2, smhi.Forecast.Requests.Count);
    }

    [Fact]
    public async Task No_answer_in_any_attempt_is_a_timeout()
    {
        smhi.Forecast.Fail(new SmhiFault.Hang());
        smhi.Forecast.OnSilence = LetTheAttemptRunOut;

        var fetched = await Forecast().FetchAsync();

        Assert.Equal(
            new WeatherProblem(WeatherProblemKind.Timeout, "no answer within the time limits"),
            Problem(fetched)
        );
        Assert.Null(fetched.Evidence);
        Assert.Equal(3, smhi.Forecast.Requests.Count);
    }

    [Fact]
    public async Task A_body_that_stops_halfway_is_a_timeout_and_its_beginning_is_kept()
    {
        smhi.Forecast.Fail(new SmhiFault.HangHalfway());

        // What was sent may still be on its way: time runs out when the client has read some and waits for more.
        var fetched = await Forecast(
                collection =>
                    collection
                        .AddHttpClient(nameof(SmhiForecastClient))
                        .AddHttpMessageHandler(() => new NotedReading(LetTheAttemptRunOut)),
                ("MaxAttempts", "1")
            )
            .FetchAsync();

        Assert.Equal(WeatherProblemKind.Timeout, Problem(fetched)?.Kind);
        Assert.False(fetched.Evidence!.Complete);
        Assert.NotEmpty(fetched.Evidence.Body);
    }

    [Fact]
    public async Task A_drip_that_would_never_end_is_given_up()
    {
        smhi.Forecast.Fail(new SmhiFault.SlowDrip(Pieces: 500, TimeSpan.FromMilliseconds(50)));
        smhi.Forecast.OnSilence = LetTheAttemptRunOut;

        var fetched = await Forecast(("MaxAttempts", "2")).FetchAsync();

        Assert.Equal(WeatherProblemKind.Timeout, Problem(fetched)?.Kind);
        Assert.Equal(2, smhi.Forecast.Requests.Count);
    }

    [Fact]
    public async Task A_slow_answer_within_the_limit_is_waited_for()
    {
        smhi.Forecast.Fail(new SmhiFault.SlowDrip(Pieces: 5, TimeSpan.FromMilliseconds(1)));
        Assert.IsType<ForecastReading.Known>((await Forecast().FetchAsync()).Reading);
    }

    [Fact]
    public async Task All_attempts_together_have_a_limit()
    {
        smhi.Forecast.Fail(new SmhiFault.Status(503));
        var start = network.UtcNow;

        var fetching = Forecast(("TotalTimeout", "00:00:20"), ("BackoffBase", "00:05:00"), ("MaxAttempts", "10"))
            .FetchAsync();
        // The first attempt is over and with it its limit of 15 seconds: nothing ends sooner than all of them together.
        await UntilAsync(() => smhi.Forecast.Requests.Count > 0 && network.NextDue == start.AddSeconds(20));
        network.Advance(TimeSpan.FromSeconds(20));
        var fetched = await fetching;

        Assert.Equal(
            new WeatherProblem(WeatherProblemKind.Timeout, "no answer within the time limits (before that: HTTP 503)"),
            Problem(fetched)
        );
        Assert.Equal(503, fetched.Evidence!.HttpStatus);
        Assert.Single(smhi.Forecast.Requests);
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_for_a_while_is()
    {
        smhi.Forecast.Fail(new SmhiFault.Status(429, RetryAfter: TimeSpan.FromSeconds(20)), times: 1);
        var start = network.UtcNow;

        var fetching = Forecast(("TotalTimeout", "00:20:00"), ("AttemptTimeout", "00:05:00")).FetchAsync();
        await UntilAsync(() => network.NextDue == start.AddSeconds(20));
        Assert.Single(smhi.Forecast.Requests);
        network.Advance(TimeSpan.FromSeconds(20));

        Assert.IsType<ForecastReading.Known>((await fetching).Reading);
        Assert.Equal(2, smhi.Forecast.Requests.Count);
    }

    [Fact]
    public async Task A_wait_beyond_the_total_limit_is_not_begun()
    {
        smhi.Forecast.Fail(new SmhiFault.Status(503, RetryAfter: TimeSpan.FromHours(1)));

        Assert.Equal("HTTP 503", Problem(await Forecast().FetchAsync())?.Detail);
        Assert.Single(smhi.Forecast.Requests);
    }

    [Fact]
    public async Task A_web_page_with_status_200_is_unknown_and_kept()
    {
        smhi.Forecast.Fail(new SmhiFault.WebPage());
        smhi.Warnings.Fail(new SmhiFault.WebPage());

        var forecast = await Forecast().FetchAsync();
        var warnings = await Warnings().FetchAsync();

        Assert.Equal(new WeatherProblem(WeatherProblemKind.NotJson, "the body is a web page"), Problem(forecast));
        Assert.Equal(new WeatherProblem(WeatherProblemKind.NotJson, "the body is a web page"), Problem(warnings));
        Assert.Equal((200, true), (forecast.Evidence!.HttpStatus, forecast.Evidence.Complete));
        Assert.NotEmpty(warnings.Evidence!.Body);
    }

    [Fact]
    public async Task Truncated_and_empty_bodies_are_unknown()
    {
        smhi.Forecast.Fail(new SmhiFault.Truncated());
        Assert.Equal("the JSON is broken or cut short", Problem(await Forecast().FetchAsync())?.Detail);

        smhi.Forecast.Fail(new SmhiFault.EmptyBody());
        Assert.Equal("the body is empty", Problem(await Forecast().FetchAsync())?.Detail);
    }

    [Fact]
    public async Task An_empty_series_is_unknown()
    {
        smhi.Serve(ForecastScript.Mild().WithEmptySeries());
        Assert.Equal(WeatherProblemKind.EmptySeries, Problem(await Forecast().FetchAsync())?.Kind);
    }

    [Fact]
    public async Task A_body_beyond_all_measure_is_not_read_to_its_end()
    {
        smhi.Forecast.ServeBytes(new byte[200_000]);

        var fetched = await Forecast(("MaxBodyBytes", "100000")).FetchAsync();

        Assert.Equal(WeatherProblemKind.TooLarge, Problem(fetched)?.Kind);
        Assert.Equal((100_000, false), (fetched.Evidence!.Body.Length, fetched.Evidence.Complete));
        Assert.Single(smhi.Forecast.Requests);
    }

    [Fact]
    public async Task Warnings_that_fail_are_unknown_and_not_empty()
    {
        smhi.Warnings.Fail(new SmhiFault.Status(500));
        Assert.Equal(WeatherProblemKind.HttpStatus, Problem(await Warnings().FetchAsync())?.Kind);

        smhi.Warnings.Heal();
        Assert.Empty(Assert.IsType<WarningsReading.Known>((await Warnings().FetchAsync()).Reading).Warnings);
    }

    [Fact]
    public async Task An_answer_is_used_again_within_its_max_age_and_no_longer()
    {
        smhi.Forecast.MaxAge = TimeSpan.FromMinutes(10);
        var client = Forecast();

        var first = await client.FetchAsync();
        clock.Now += TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1);
        var second = await client.FetchAsync();
        Assert.Single(smhi.Forecast.Requests);
        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.Same(first.Evidence, second.Evidence);
        Assert.IsType<ForecastReading.Known>(second.Reading);

        clock.Now += TimeSpan.FromSeconds(1);
        var third = await client.FetchAsync();
        Assert.Equal(2, smhi.Forecast.Requests.Count);
        Assert.False(third.FromCache);
    }

    [Fact]
    public async Task Forecast_and_warnings_are_kept_apart()
    {
        smhi.Forecast.MaxAge = smhi.Warnings.MaxAge = TimeSpan.FromMinutes(10);
        await Forecast().FetchAsync();
        await Warnings().FetchAsync();
        Assert.Single(smhi.Warnings.Requests);
        Assert.IsType<WarningsReading.Known>((await Warnings().FetchAsync()).Reading);
    }

    [Fact]
    public async Task No_answer_is_kept_longer_than_the_setting_allows()
    {
        smhi.Forecast.MaxAge = TimeSpan.FromDays(365);
        await Forecast().FetchAsync();
        clock.Now += TimeSpan.FromMinutes(30);
        Assert.False((await Forecast().FetchAsync()).FromCache);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-store, max-age=600")]
    [InlineData("no-cache, max-age=600")]
    [InlineData("max-age=0")]
    public async Task An_answer_is_not_used_again_unless_its_header_allows(string? header)
    {
        smhi.Forecast.CacheControl = header;
        await Forecast().FetchAsync();
        Assert.False((await Forecast().FetchAsync()).FromCache);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_not_kept()
    {
        smhi.Forecast.MaxAge = TimeSpan.FromMinutes(10);
        smhi.Serve(ForecastScript.Mild().WithEmptySeries());
        await Forecast().FetchAsync();

        smhi.Serve(ForecastScript.Mild());
        Assert.IsType<ForecastReading.Known>((await Forecast().FetchAsync()).Reading);
    }

    [Fact]
    public async Task Only_the_cancellation_of_the_caller_comes_out_as_an_exception()
    {
        var client = Forecast(("MaxAttempts", "1"));
        smhi.Forecast.Fail(new SmhiFault.Hang());
        using var cancel = new CancellationTokenSource();
        smhi.Forecast.OnSilence = cancel.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.FetchAsync(cancel.Token));

        smhi.Forecast.Fail(new SmhiFault.HangHalfway());
        using var cancelHalfway = new CancellationTokenSource();
        smhi.Forecast.OnSilence = cancelHalfway.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.FetchAsync(cancelHalfway.Token));
    }

    [Fact]
    public async Task A_dead_address_of_the_host_is_passed_over()
    {
        // Nobody listens on 127.0.0.2, as nobody did for months on SMHI's IPv6 address.
        await using var stream = await SmhiConnection.ConnectAsync(
            [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback],
            smhi.BaseAddress.Port,
            TimeSpan.FromSeconds(5),
            TimeProvider.System,
            CancellationToken.None
        );
        Assert.True(stream.CanWrite);
    }

    private SmhiForecastClient Forecast(params (string Key, string Value)[] settings) => Forecast(_ => { }, settings);

    private SmhiForecastClient Forecast(
        Action<IServiceCollection> also,
        params (string Key, string Value)[] settings
    ) => Services(also, settings).GetRequiredService<SmhiForecastClient>();

    private SmhiWarningsClient Warnings() => Services(_ => { }, []).GetRequiredService<SmhiWarningsClient>();

    /// <summary>The first call decides about the settings; later ones share them, and the cache.</summary>
    private ServiceProvider Services(Action<IServiceCollection> also, (string Key, string Value)[] settings)
    {
        if (services is not null)
        {
            return services;
        }
        var values = new Dictionary<string, string?>
        {
            ["Ekn:Smhi:ForecastBaseUrl"] = smhi.BaseAddress.AbsoluteUri,
            ["Ekn:Smhi:WarningsBaseUrl"] = smhi.BaseAddress.AbsoluteUri,
            ["Ekn:Smhi:BackoffBase"] = "00:00:00",
            ["Ekn:Smhi:MaxAttempts"] = "3",
        };
        foreach (var (key, value) in settings)
        {
            values[$"Ekn:Smhi:{key}"] = value;
        }
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddKeyedSingleton<TimeProvider>(NetworkClock.Key, network);
        collection.AddWeather(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        also(collection);
        services = collection.BuildServiceProvider(
            new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }
        );
        return services;
    }

    private void LetTheAttemptRunOut() => network.Advance(new SmhiOptions().AttemptTimeout);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private static WeatherProblem? Problem(Fetched<ForecastReading> fetched) =>
        (fetched.Reading as ForecastReading.Unknown)?.Problem;

    private static WeatherProblem? Problem(Fetched<WarningsReading> fetched) =>
        (fetched.Reading as WarningsReading.Unknown)?.Problem;
}
