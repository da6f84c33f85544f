namespace Ekn.Core.Weather.Smhi;

/// <summary>How one request ended.</summary>
/// <param name="Evidence">Whatever bytes came, of a refusal or a broken body too; null when no answer came.</param>
/// <param name="Problem">Null when a whole answer with status 200 came; what it says is another question.</param>
/// <param name="MayRetry">The same question may be answered a little later.</param>
/// <param name="RetryAfter">How long the server asks to be left alone.</param>
/// <param name="Fresh">How long the answer may be used again; zero when nothing was said.</param>
internal sealed record SmhiAttempt(
    Evidence? Evidence,
    WeatherProblem? Problem,
    bool MayRetry = false,
    TimeSpan? RetryAfter = null,
    TimeSpan Fresh = default
);
