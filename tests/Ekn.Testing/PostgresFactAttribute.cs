using Xunit;

namespace Ekn.Testing;

/// <summary>A test of what only PostgreSQL can do; skipped, with the reason, where it is missing, and never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = Repository.InCi ? null : PostgresServer.WhyNot;
}
