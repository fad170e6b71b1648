using System.Text.RegularExpressions;

namespace Reproduction.Specs.Reporting;

/// <summary>What the README and the page of measurements say was measured, and how the README begins.</summary>
public sealed partial class ReadmeSpecs
{
    private static readonly string[] Readme = File.ReadAllLines(Repository.Path("README.md"));

    [Fact]
    public void Every_figure_that_is_given_with_an_interval_stands_so_in_a_stored_report_or_summary()
    {
        var given = string.Join('\n', Readme) + File.ReadAllText(Repository.Path("docs", "what-was-measured.md"));
        var stored = File.ReadAllText(Repository.Path("artifacts", "cifar10-cpu", "seed-1", "report.md"))
            + string.Concat(
                new[] { "cifar10-five", "cifar10-mitigations", "quick", "mitigations" }
                    .Select(recipe => File.ReadAllText(Repository.Path("artifacts", recipe, "summary.md"))));

        var measured = Measured().Matches(given).Select(match => match.Value).ToList();

        measured.Should().HaveCountGreaterThanOrEqualTo(8, "three models and two differences, each with accuracy and disparate impact");
        foreach (var figure in measured) stored.Should().Contain(figure);
    }

    [Fact]
    public void The_README_has_120_lines_at_most_and_its_two_commands_before_the_twentieth()
    {
        Readme.Length.Should().BeLessThanOrEqualTo(120);
        Array.FindIndex(Readme, line => line.StartsWith("make reproduce ", StringComparison.Ordinal)).Should().BeInRange(0, 19);
        Array.FindIndex(Readme, line => line.StartsWith("make test ", StringComparison.Ordinal)).Should().BeInRange(0, 19);
    }

    /// <summary>Such as <c>0.8839 [0.8779, 0.8898]</c> or <c>−0.0033 [−0.0075, +0.0009]</c>.</summary>
    [GeneratedRegex(@"[−+]?0\.\d{4} \[[−+]?0\.\d{4}, [−+]?0\.\d{4}\]")]
    private static partial Regex Measured();
}
