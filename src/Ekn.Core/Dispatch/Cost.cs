namespace Ekn.Core.Dispatch;

/// <param name="Texts">Text messages that a gateway took, or may have taken.</param>
/// <param name="Segments">What they are paid by.</param>
/// <param name="Price">Null when the settings hold no price.</param>
public sealed record Cost(int Texts, int Segments, decimal? Price)
{
    public static Cost operator +(Cost left, Cost right) =>
        new(left.Texts + right.Texts, left.Segments + right.Segments, left.Price + right.Price);
}
