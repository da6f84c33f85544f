using Ekn.Core.Nights.Overview;

namespace Ekn.Api.Pages.Coordinator;

/// <summary>How the face of a night is drawn beside its word: never by colour alone.</summary>
public static class FaceMark
{
    public static string Symbol(NightFace face) =>
        face switch
        {
            NightFace.Open or NightFace.Held => "●",
            NightFace.Closed => "○",
            NightFace.CalledOff => "✕",
            NightFace.LooksOpen => "▼",
            NightFace.LooksBorderline => "≈",
            NightFace.LooksClosed => "▲",
            NightFace.Early => "◔",
            NightFace.NotRead or NightFace.TooEarly => "·",
            _ => "?",
        };

    public static string Badge(NightFace face) =>
        face switch
        {
            NightFace.Open or NightFace.Held => "ok",
            NightFace.CalledOff => "bad",
            NightFace.Closed or NightFace.LooksClosed or NightFace.NotRead or NightFace.TooEarly => "quiet",
            _ => "warn",
        };
}
