using System.Text.RegularExpressions;
using Reproduction.Archive;
using Reproduction.Runs;
using static Reproduction.Specs.Archive.StoredTinyRuns;

namespace Reproduction.Specs.Archive;

/// <summary>What is made from a stored run's evidence and must say nothing else: report, recipe, page, plots.</summary>
public sealed partial class StoredReportSpecs(StoredTinyRuns stored)
{
    [Fact]
    public void Every_digit_of_the_report_is_checked()
    {
        var report = File.ReadAllText($"{stored.Copy()}/quick/seed-1/report.md");
        var figures = Figure().Matches(report);
        figures.Count.Should().BeGreaterThan(50);
        // A figure at the start, in the middle and at the end of the report.
        foreach (var figure in new[] { figures[0], figures[figures.Count / 2], figures[^1] })
        {
            var at = figure.Index + figure.Length - 1;
            var line = report[..at].Count(c => c == '\n') + 1;

            var findings =
                stored.Damage("report.md", path => File.WriteAllText(path, report.Remove(at, 1).Insert(at, report[at] == '7' ? "8" : "7")),
                    coverUp: true);

            findings.Should().ContainSingle().Which.Should().Contain($"report.md:{line}:").And.Contain("regenerated from the predictions");
        }
    }

    [Fact]
    public void A_recipe_beside_the_report_that_is_not_the_runs_is_found() =>
        stored.Damage("recipe.yaml", path => ChangeADigit(path, "epochs: (\\d)"), coverUp: true)
            .Should().ContainSingle().Which.Should().Contain("recipe.yaml:").And.Contain("regenerated from the predictions");

    [Theory]
    [InlineData("report.html")]
    [InlineData("plots/recall.svg")]
    public void A_page_or_plot_that_says_something_else_is_found(string file) =>
        stored.Damage(file, path => ChangeADigit(path, ">0\\.(\\d)"), coverUp: true).Should().ContainSingle().Which.Should()
            .Contain($"{file}:").And.Contain("regenerated from the predictions");

    [Fact]
    public void A_report_of_a_version_that_does_not_exist_is_found() =>
        stored.Damage("manifest.json",
                path => File.WriteAllText(
                    path, File.ReadAllText(path).Replace($"\"report_version\": {ManifestFile.CurrentReport}", "\"report_version\": 99")))
            .Should().ContainSingle().Which.Should().EndWith(
                $"manifest.json: report_version: found 99, expected 1 to {ManifestFile.CurrentReport}, which this program knows");

    [Fact]
    public void Reports_of_an_older_version_are_not_compared_and_counted()
    {
        var root = stored.Copy();
        var path = $"{root}/quick/seed-1/manifest.json";
        File.WriteAllText(
            path, File.ReadAllText(path).Replace($"\"report_version\": {ManifestFile.CurrentReport}", "\"report_version\": 6"));

        var runs = CheckedRuns.Check(root);

        runs.Findings.Should().BeEmpty();
        runs.WithOlderReports.Should().Equal($"{root}/quick/seed-1");
    }

    [Fact]
    public void A_page_of_a_summary_without_its_text_is_found()
    {
        var root = stored.Copy();
        File.Delete($"{root}/quick/summary.md");

        CheckedRuns.Check(root).Findings.Select(finding => $"{finding}").Should().Equal(
            $"{root}/quick/summary.html: the file: found one, expected summary.md beside it, to which it belongs",
            $"{root}/quick/plots: the file: found one, expected summary.md beside it, to which it belongs");
    }

    [Fact]
    public void A_report_with_a_line_too_many_is_named_once_and_then_by_its_first_line_that_differs() =>
        stored.Damage("report.md", path => File.WriteAllText(path, "stray line\n" + File.ReadAllText(path)), coverUp: true)
            .Should().HaveCount(2).And.Contain(finding =>
                Regex.IsMatch(finding, @"report\.md: the report: found \d+ lines, expected the \d+ regenerated from the predictions"))
            .And.Contain(finding => finding.Contains("report.md:1: stray: found 'stray', expected '#', regenerated from the predictions"));

    [GeneratedRegex(@"\d\.\d{4}(?!\d)")]
    private static partial Regex Figure();
}
