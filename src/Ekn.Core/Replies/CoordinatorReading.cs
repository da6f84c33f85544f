namespace Ekn.Core.Replies;

/// <summary>What a coordinator's text decides. It may only take effect when <see cref="IsSure"/>.</summary>
/// <param name="Intent">With a missing reason or an unknown code still what was asked for, for the answer.</param>
/// <param name="Code">The night, in upper case; null when no code was given.</param>
/// <param name="Remark">
/// The reason of ÖPPNA or STÄNG, or what was said beside JA or NEJ, in the writer's own words; null when nothing.
/// </param>
public sealed record CoordinatorReading(
    CoordinatorIntent Intent,
    CoordinatorProblem Problem,
    string? Code,
    string? Remark
)
{
    public bool IsSure => Problem == CoordinatorProblem.None;
}
