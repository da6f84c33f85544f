using Xunit;

namespace Ekn.Testing;

/// <summary>A test that reads <see cref="SharedFolder"/>; skipped, with the reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = SharedFolder.WhyNot;
}
