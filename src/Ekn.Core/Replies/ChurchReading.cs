namespace Ekn.Core.Replies;

/// <summary>What a church answers to the question whether it opens.</summary>
/// <param name="Code">The night, in upper case; null when no code was given.</param>
/// <param name="IsCodeKnown">False when a code was given that is none of the known ones: then nothing may change.</param>
/// <param name="Remark">What else was said, in the writer's own words; null when nothing.</param>
public sealed record ChurchReading(
    ChurchIntent Intent,
    string? Code = null,
    bool IsCodeKnown = true,
    string? Remark = null
);
