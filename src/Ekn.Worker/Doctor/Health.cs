namespace Ekn.Worker.Doctor;

internal enum Health
{
    Ok,

    /// <summary>Works, but a person should know.</summary>
    Warning,

    Failed,
}
