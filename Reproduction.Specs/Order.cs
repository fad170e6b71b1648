using Reproduction.Specs;
using Reproduction.Specs.Ci;
using Reproduction.Specs.Commands;
using Reproduction.Specs.Documentation;
using Reproduction.Specs.Reporting;
using Reproduction.Specs.Runs;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Order))]

namespace Reproduction.Specs;

/// <summary>
/// What computes in this process comes first, since it goes one by one, and beside it what waits for processes, and so allocates
/// little: last of these what takes turns with a browser, and would be alone at the end; then the others.
/// </summary>
public sealed class Order : ITestCollectionOrderer
{
    private static readonly string[] Waiting =
    [
        .. new[]
        {
            typeof(SignalSpecs), typeof(FaultSpecs), typeof(TortureSpecs), typeof(StandardStreamSpecs), typeof(PowerCutSpecs),
            typeof(StartSpecs), typeof(BenchReportSpecs), typeof(TerminalSpecs), typeof(RunFolderSpecs), typeof(TrialSpecs),
            typeof(ShownCommandSpecs),
        }.Select(type => type.FullName!),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Place(collection.TestCollectionDisplayName))];

    private static int Place(string name) =>
        name == nameof(Computing) ? 0
            : Waiting.Any(waiting => name.Contains(waiting, StringComparison.Ordinal)) ? 1
            : name == nameof(Browsing) ? 2 : 3;
}
