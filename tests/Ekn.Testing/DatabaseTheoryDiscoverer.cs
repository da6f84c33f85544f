using Xunit.Abstractions;
using Xunit.Sdk;

namespace Ekn.Testing;

/// <summary>Gives a <see cref="DatabaseTheoryAttribute"/> test one case for each database and row of data.</summary>
public sealed class DatabaseTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo theoryAttribute
    )
    {
        if (theoryAttribute.GetNamedArgument<string>("Skip") is { } reason)
        {
            return CreateTestCasesForSkip(discoveryOptions, testMethod, theoryAttribute, reason);
        }
        object[][] rows = [.. RowsOf(testMethod)];
        return TestDatabase.Providers.SelectMany(provider =>
            rows.SelectMany(row =>
                CasesOf(
                    discoveryOptions,
                    testMethod,
                    theoryAttribute,
                    TestDatabase.WhyNot(provider),
                    [provider, .. row]
                )
            )
        );
    }

    private IEnumerable<IXunitTestCase> CasesOf(
        ITestFrameworkDiscoveryOptions options,
        ITestMethod method,
        IAttributeInfo attribute,
        string? whyNot,
        object[] row
    ) =>
        whyNot is null || Repository.InCi
            ? CreateTestCasesForDataRow(options, method, attribute, row)
            : CreateTestCasesForSkippedDataRow(options, method, attribute, row, whyNot);

    private IEnumerable<object[]> RowsOf(ITestMethod method)
    {
        IAttributeInfo[] sources = [.. method.Method.GetCustomAttributes(typeof(DataAttribute))];
        if (sources.Length == 0)
        {
            return
            [
                [],
            ];
        }
        return sources.SelectMany(source =>
        {
            var discoverer = source.GetCustomAttributes(typeof(DataDiscovererAttribute)).First();
            return ExtensibilityPointFactory
                .GetDataDiscoverer(DiagnosticMessageSink, discoverer)
                .GetData(source, method.Method);
        });
    }
}
