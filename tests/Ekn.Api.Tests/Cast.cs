using Ekn.Core.Calendar;

namespace Ekn.Api;

/// <summary>The people, keys and nights that return in every test.</summary>
internal static class Cast
{
    public const string PublicUrl = "https://ekn.example.org";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    /// <summary>First in the escalation order: coordinator:c1.</summary>
    public const string Anna = "+46701740605";

    /// <summary>Second: coordinator:c2.</summary>
    public const string Bo = "+46701740606";

    /// <summary>Runs the service: administrator:a1.</summary>
    public const string Adam = "adam@example.org";

    /// <summary>In charge on site: sitelead:s1.</summary>
    public const string Siv = "+46701740607";

    /// <summary>Contact of premises 1, once <see cref="ApiBench.RegisterAsync"/> has run.</summary>
    public const string Church = "+46701740608";

    /// <summary>At the city: city:k1.</summary>
    public const string Kim = "kim@example.org";

    /// <summary>Volunteer 1, with both phone and email.</summary>
    public const string Vera = "+46701740621";
    public const string VeraMail = "vera@example.org";

    /// <summary>Volunteer 2, in English.</summary>
    public const string Will = "+46701740622";
    public const string WillMail = "will@example.org";

    /// <summary>Must see nothing: in no register.</summary>
    public const string Stranger = "+46701740690";

    public const string CoordinatorKey = "coordinator-key-of-24-letters-1";
    public const string SiteLeadKey = "sitelead-key-of-24-letters-or-more";
    public const string CityKey = "city-key-of-24-letters-or-more-than";

    /// <summary>A Tuesday; the clock stands at its noon unless a test moves it.</summary>
    public static readonly Night Night = Night.Parse("2026-12-01");

    public static readonly DateTimeOffset Noon = new(2026, 12, 1, 11, 0, 0, TimeSpan.Zero);
}
