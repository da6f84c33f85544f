using Ekn.Core.Calendar;

namespace Ekn.Core.Rota;

/// <summary>A date that does not work for a room, and what could stand there instead.</summary>
public sealed record RotaRefusal
{
    public long Id { get; init; }

    public Night Night { get; init; }

    public long PremisesId { get; init; }

    public string Premises { get; init; } = "";

    public DateTimeOffset SaidAt { get; init; }

    /// <summary>In the church's words.</summary>
    public string? Note { get; init; }

    /// <summary>The reserve room to ask next; null when there is none left.</summary>
    public long? ProposedId { get; init; }

    public string? Proposed { get; init; }
}
