namespace Ekn.Browser;

/// <summary>What somebody looks at the pages with.</summary>
public enum Screen
{
    Phone,
    Desktop,

    /// <summary>A phone on which scripts do not run.</summary>
    PhoneWithoutScripts,
}
