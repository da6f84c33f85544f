namespace Ekn.Core.Replies.Language;

/// <summary>A code as it was written: a letter and its digits.</summary>
/// <param name="Letters">Upper case.</param>
/// <param name="Offer">Null when nobody was offered such a code.</param>
/// <param name="Digits">One number per shift named.</param>
internal sealed record CodeName(string Letters, Offer? Offer, IReadOnlyList<int> Digits);
