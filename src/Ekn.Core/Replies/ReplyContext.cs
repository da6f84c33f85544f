namespace Ekn.Core.Replies;

/// <summary>What a text is read against.</summary>
/// <param name="Now">The present with the local offset (Europe/Stockholm): "imorgon" is counted from its date.</param>
/// <param name="Offers">Everything the writer was asked about and may still answer by code.</param>
/// <param name="Booked">The writer's bookings.</param>
public sealed record ReplyContext(DateTimeOffset Now, IReadOnlyList<Offer> Offers, IReadOnlyList<Choice> Booked)
{
    /// <summary>The writer's own name, as many sign with: it is no word of the answer. Empty when it is not known.</summary>
    public string WriterName { get; init; } = "";
}
