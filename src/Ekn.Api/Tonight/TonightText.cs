namespace Ekn.Api.Tonight;

/// <param name="Night">Both days: "Natten tis 1/12 mot ons 2/12".</param>
/// <param name="State">Open or not, in a few words.</param>
/// <param name="Text">From when to when, or why not.</param>
/// <param name="Unpublished">Where to ask for a room that is not published; null where there is none.</param>
/// <param name="Moved">Where it is not any more; null where nothing was changed.</param>
/// <param name="GetThere">The heading above how to get there.</param>
/// <param name="AsOf">When this was so.</param>
public sealed record TonightText(
    string Language,
    string Night,
    string State,
    string Text,
    string? Unpublished,
    string? Moved,
    string GetThere,
    string AsOf
);
