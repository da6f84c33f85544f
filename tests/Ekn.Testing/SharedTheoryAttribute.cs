using Xunit;

namespace Ekn.Testing;

/// <summary>As <see cref="SharedFactAttribute"/>, with cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = SharedFolder.WhyNot;
}
