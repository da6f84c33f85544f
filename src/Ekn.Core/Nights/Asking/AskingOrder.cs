using Ekn.Core.Volunteers;

namespace Ekn.Core.Nights.Asking;

/// <summary>Whom a call reaches, in this order, and whom it spares and why.</summary>
public sealed record AskingOrder(IReadOnlyList<AskingOrder.Ask> Asked, IReadOnlyList<AskingOrder.Spare> Spared)
{
    public static AskingOrder Nobody { get; } = new([], []);

    /// <summary>The first of them; the others wait for a later wave.</summary>
    public AskingOrder First(int count) =>
        count >= Asked.Count
            ? this
            : new AskingOrder(
                [.. Asked.Take(count)],
                [.. Spared, .. Asked.Skip(count).Select(ask => new Spare(ask.Who, LeftOut.LaterWave))]
            );

    /// <param name="IsBeyondBudget">Has had their share of the week, and is asked because others are not enough.</param>
    public sealed record Ask(Volunteer Who, IReadOnlyList<AskReason> Why, bool IsBeyondBudget)
    {
        /// <summary>Others who have the same phone and would be asked too: the one text is for them all.</summary>
        public IReadOnlyList<Volunteer> Beside { get; init; } = [];
    }

    public sealed record Spare(Volunteer Who, LeftOut Why);
}
