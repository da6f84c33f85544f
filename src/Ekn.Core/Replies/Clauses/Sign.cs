namespace Ekn.Core.Replies.Clauses;

internal enum Sign
{
    /// <summary>Says neither yes nor no: "tis kväll", "från 22".</summary>
    None,
    Yes,
    No,

    /// <summary>Says both, in a way that cannot be taken apart.</summary>
    Mixed,
}
