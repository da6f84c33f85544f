using Ekn.Core.Dispatch;
using Ekn.Core.Nights.Asking;

namespace Ekn.Core.Nights.Crew;

/// <summary>What a call would send, to whom, and to whom not.</summary>
/// <param name="Mark">Stands for the selection: what is sent is what was seen, or it is said that things have changed.</param>
/// <param name="Price">Null when no price is set.</param>
public sealed record CallPreview(AskingOrder Audience, IReadOnlyList<Draft> Drafts, string Mark, decimal? Price)
{
    public int Segments => Drafts.Sum(draft => draft.Segments);

    /// <summary>What one of them costs; null for an email, or when no price is set.</summary>
    public decimal? PriceOf(Draft draft) =>
        draft.Segments == 0 || Segments == 0 ? null : Price * draft.Segments / Segments;

    public int Texts => Drafts.Count(draft => draft.Channel == Channel.Sms);

    public int Emails => Drafts.Count(draft => draft.Channel == Channel.Email);

    /// <summary>The whole text, once for each purpose and channel.</summary>
    public IEnumerable<Draft> Samples => Drafts.DistinctBy(draft => (draft.Purpose, draft.Channel));
}
