using System.Text.RegularExpressions;

namespace Reproduction.Specs.Reporting;

/// <summary>What the README says was measured.</summary>
public sealed partial class ReadmeSpecs
{
    [Fact]
    public void Every_figure_that_the_README_gives_with_an_interval_stands_so_in_a_stored_report_or_summary()
    {
        var readme = File.ReadAllText(Repository.Path("README.md"));
        var stored = File.ReadAllText(Repository.Path("artifacts", "cifar10-cpu", "seed-1", "report.md"))
            + File.ReadAllText(Repository.Path("artifacts", "quick", "summary.md"))
            + File.ReadAllText(Repository.Path("artifacts", "mitigations", "summary.md"));

        var measured = Measured().Matches(readme).Select(match => match.Value).ToList();

        measured.Should().HaveCountGreaterThanOrEqualTo(8, "three models and two differences, each with accuracy and disparate impact");
        foreach (var figure in measured) stored.Should().Contain(figure);
    }

    /// <summary>Such as <c>0.8839 [0.8779, 0.8898]</c> or <c>−0.0033 [−0.0075, +0.0009]</c>.</summary>
    [GeneratedRegex(@"[−+]?0\.\d{4} \[[−+]?0\.\d{4}, [−+]?0\.\d{4}\]")]
    private static partial Regex Measured();
}
