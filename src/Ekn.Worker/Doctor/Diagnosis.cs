namespace Ekn.Worker.Doctor;

/// <param name="Of">What was looked at.</param>
/// <param name="Sentence">What was found, and what to do about it when it is not well.</param>
internal sealed record Diagnosis(string Of, Health State, string Sentence)
{
    public static Diagnosis Ok(string of, string sentence) => new(of, Health.Ok, sentence);

    public static Diagnosis Warning(string of, string sentence) => new(of, Health.Warning, sentence);

    public static Diagnosis Failed(string of, string sentence) => new(of, Health.Failed, sentence);
}
