namespace Ekn.Core.Replies;

public enum StopWord
{
    None,

    /// <summary>The sender wants no more messages.</summary>
    Stop,

    /// <summary>The sender undoes an earlier stop.</summary>
    Start,
}
