using System.ComponentModel.DataAnnotations;

namespace Ekn.Core.Links;

/// <summary>Section Ekn:Web.</summary>
public sealed class WebOptions
{
    public const string Section = "Ekn:Web";

    /// <summary>The address under which people and the SMS provider reach the web, behind any proxy; links and signatures are made over it.</summary>
    [Required(
        ErrorMessage = "Ekn:Web:PublicUrl is missing; write the address that people reach, as https://ekn.example.org."
    )]
    public Uri? PublicUrl { get; set; }

    /// <summary>Where the web listens, separated by semicolons.</summary>
    [Required(
        AllowEmptyStrings = false,
        ErrorMessage = "Ekn:Web:Urls is missing; write where the web listens, as http://127.0.0.1:8080."
    )]
    public string Urls { get; set; } = "http://127.0.0.1:8080";
}
