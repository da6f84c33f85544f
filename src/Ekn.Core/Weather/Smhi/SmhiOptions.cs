using System.ComponentModel.DataAnnotations;

namespace Ekn.Core.Weather.Smhi;

/// <summary>Section Ekn:Smhi: where SMHI is reached, for which place, and how patiently.</summary>
public sealed class SmhiOptions
{
    public const string Section = "Ekn:Smhi";

    public Uri ForecastBaseUrl { get; set; } = new("https://opendata-download-metfcst.smhi.se");

    public Uri WarningsBaseUrl { get; set; } = new("https://opendata-download-warnings.smhi.se");

    /// <summary>Degrees east, WGS 84; at most six decimals, or SMHI refuses the question.</summary>
    public decimal Longitude { get; set; } = 18.0686m;

    /// <summary>Degrees north, WGS 84; at most six decimals.</summary>
    public decimal Latitude { get; set; } = 59.3293m;

    /// <summary>SMHI's number of the county whose warnings count; 1 is Stockholm.</summary>
    [Range(
        1,
        25,
        ErrorMessage = "Set Ekn:Smhi:CountyId to SMHI's number of the county: 1 is Stockholm, the highest is 25."
    )]
    public int CountyId { get; set; } = 1;

    /// <summary>Names the program in every request.</summary>
    [RegularExpression(
        "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?",
        ErrorMessage = "Set Ekn:Smhi:UserAgent to a name and version without spaces, such as Ekn/0.1.0."
    )]
    [Required(ErrorMessage = "Set Ekn:Smhi:UserAgent to the name of the program, such as Ekn/0.1.0.")]
    public string UserAgent { get; set; } = "Ekn/0.1.0";

    /// <summary>A web or mail address where SMHI can reach the operator; sent with the program's name. May be empty.</summary>
    [RegularExpression(
        "[!-'*-~]*",
        ErrorMessage = "Set Ekn:Smhi:Contact to a web or mail address without spaces, parentheses or other than ASCII."
    )]
    public string Contact { get; set; } = "";

    /// <summary>For one request, its body included.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>For all attempts and the waits between them.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(90);

    [Range(1, 10, ErrorMessage = "Set Ekn:Smhi:MaxAttempts to between 1 and 10.")]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>The wait before the second attempt; each further one is about twice as long, with jitter.</summary>
    public TimeSpan BackoffBase { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>An answer is kept for its max-age, but never longer than this.</summary>
    public TimeSpan LongestCache { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A body is read up to this size; SMHI's are below 100 kilobytes, warnings with many polygons somewhat above.</summary>
    [Range(1024, 64 * 1024 * 1024, ErrorMessage = "Set Ekn:Smhi:MaxBodyBytes to between 1024 and 67108864 bytes.")]
    public int MaxBodyBytes { get; set; } = 8 * 1024 * 1024;

    internal Uri ForecastAddress =>
        Under(
            ForecastBaseUrl,
            $"api/category/snow1g/version/1/geotype/point/lon/{Degrees(Longitude)}/lat/{Degrees(Latitude)}/data.json"
        );

    internal Uri WarningsAddress => Under(WarningsBaseUrl, "ibww/api/version/1/warning.json");

    private static string Degrees(decimal value) => value.ToString("0.######");

    private static Uri Under(Uri baseUrl, string path) => new($"{baseUrl.AbsoluteUri.TrimEnd('/')}/{path}");
}
