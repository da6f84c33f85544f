namespace Ekn.Core.Nights.Asking;

/// <summary>How a call goes out.</summary>
public enum Strategy
{
    /// <summary>To everybody within their week's budget at once.</summary>
    All,

    /// <summary>To as many as are likely to fill the shifts, then to more when time has passed.</summary>
    Waves,
}
