namespace Ekn.Core.Rota;

/// <summary>A parish that lends one or more rooms.</summary>
public sealed record Church(long Id, string Name);
