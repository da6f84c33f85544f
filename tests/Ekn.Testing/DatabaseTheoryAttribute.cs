using Xunit;
using Xunit.Sdk;

namespace Ekn.Testing;

/// <summary>
/// A storage test, written once and run on each supported database:
/// <code>
/// [DatabaseTheory]
/// public async Task A_night_that_was_opened_is_found_again(string provider)
/// {
///     await using var database = await TestDatabase.CreateAsync(provider);
///     …
/// }
/// </code>
/// The first parameter is the provider (sqlite, postgres). Data attributes such as InlineData fill the parameters after
/// it, and every row of theirs runs on each database. Where PostgreSQL is not installed its cases are shown as skipped,
/// with the reason; on a build server (CI=true) they run, and fail.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Ekn.Testing.DatabaseTheoryDiscoverer", "Ekn.Testing")]
public sealed class DatabaseTheoryAttribute : FactAttribute;
