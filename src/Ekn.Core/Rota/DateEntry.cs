using Ekn.Core.Calendar;

namespace Ekn.Core.Rota;

/// <summary>An exception: what holds on this night instead of its weekday.</summary>
/// <param name="PremisesId">Null: nobody lends a room that night.</param>
public sealed record DateEntry(Night Night, long? PremisesId);
