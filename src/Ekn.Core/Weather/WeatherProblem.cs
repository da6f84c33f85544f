namespace Ekn.Core.Weather;

/// <param name="Detail">Short plain English for logs and the status page, such as "HTTP 503".</param>
public sealed record WeatherProblem(WeatherProblemKind Kind, string Detail);
