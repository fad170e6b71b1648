using System.Text.RegularExpressions;
using Reproduction.Claims.Runs;
using Reproduction.Metrics;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;

namespace Reproduction.Specs.Claims.Runs;

public sealed partial class StoredRunSpecs(StoredTinyRuns stored) : IClassFixture<StoredTinyRuns>
{
    [Fact]
    public void A_stored_run_recomputes_to_the_last_digit()
    {
        var runs = StoredRuns.Check(stored.Copy(), StoredTinyRuns.ClaimsVersion);

        runs.Findings.Should().BeEmpty();
        runs.Runs.Select(run => run.Run.Seed).Should().Equal(1, 2);
    }

    [Theory]
    [InlineData("test.csv")]
    [InlineData("test.csv.gz")]
    public void Predictions_may_be_stored_as_a_table_as_well(string table)
    {
        var root = stored.Copy();
        var run = $"{root}/quick/seed-1";
        foreach (var arrays in Directory.GetFiles(run, "test.npz", SearchOption.AllDirectories))
        {
            Predictions.Read(arrays).Write(Path.Combine(Path.GetDirectoryName(arrays)!, table));
            File.Delete(arrays);
        }
        ReportFiles.Write(run, StoredRun.Read(run)); // The page links them by name.
        StoredTinyRuns.CoverUp(run);

        StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_changed_digit_of_a_logit_is_found_by_its_file_and_by_the_figures_that_it_changes()
    {
        var findings = Damage("student/test.npz", ChangeALogit);

        findings.Should().Contain(finding => finding.Contains("student/test.npz: SHA-256"))
            .And.Contain(finding => finding.Contains("run.json: models.student.metrics.nll")
                && finding.Contains("recomputed from the predictions"));
    }

    [Fact]
    public void It_is_found_with_a_manifest_to_match_too()
    {
        var findings = Damage("student/test.npz", ChangeALogit, coverUp: true);

        findings.Should().NotContain(finding => finding.Contains("SHA-256"))
            .And.Contain(finding => finding.Contains("models.student.metrics.nll"));
    }

    [Theory]
    [InlineData("\"accuracy\": 0\\.(\\d)", "models.teacher.metrics.accuracy")]
    [InlineData("\"ece\": 0\\.(\\d)", "models.teacher.metrics.ece")]
    [InlineData("\"low\": 0\\.(\\d)", "models.teacher.metrics.intervals.accuracy.low")]
    [InlineData("\"support\": (\\d)", "models.teacher.metrics.per_class[0].support")]
    [InlineData("\"recipe_hash\": \"\\w*?(\\d)", "recipe_hash")]
    [InlineData("\"batch_size\": (\\d)", "recipe_hash")]
    [InlineData("\"chosen_epoch\": (\\d),\n", "models.teacher.chosen_epoch")]
    [InlineData("\"test_images\": (\\d)\\d,?\n", "dataset.test_images")]
    public void A_changed_digit_in_run_json_is_found_by_its_figure(string digit, string figure)
    {
        var findings = Damage("run.json", path => ChangeADigit(path, digit), coverUp: true);

        findings.Should().Contain(finding => finding.Contains($"run.json: {figure}: found"), string.Join('\n', findings));
    }

    [Fact]
    public void A_changed_last_digit_in_run_json_is_found_by_its_figure_where_the_manifest_does_not_vouch_for_it() =>
        Damage("run.json", path => ChangeADigit(path, "\"nll\": \\d\\.\\d+(\\d)")).Should()
            .Contain(finding => finding.Contains("models.teacher.metrics.nll"));

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
                Damage("report.md", path => File.WriteAllText(path, report.Remove(at, 1).Insert(at, report[at] == '7' ? "8" : "7")),
                    coverUp: true);

            findings.Should().ContainSingle().Which.Should().Contain($"report.md:{line}:").And.Contain("regenerated from the predictions");
        }
    }

    [Fact]
    public void A_recipe_beside_the_report_that_is_not_the_runs_is_found() =>
        Damage("recipe.yaml", path => ChangeADigit(path, "epochs: (\\d)"), coverUp: true).Should().ContainSingle().Which.Should()
            .Contain("recipe.yaml:").And.Contain("regenerated from the predictions");

    [Theory]
    [InlineData("report.html")]
    [InlineData("plots/recall.svg")]
    public void A_page_or_plot_that_says_something_else_is_found(string file) =>
        Damage(file, path => ChangeADigit(path, ">0\\.(\\d)"), coverUp: true).Should().ContainSingle().Which.Should()
            .Contain($"{file}:").And.Contain("regenerated from the predictions");

    [Fact]
    public void A_report_of_a_version_that_does_not_exist_is_found() =>
        Damage("manifest.json", path => File.WriteAllText(path, File.ReadAllText(path).Replace("\"report_version\": 7", "\"report_version\": 99")))
            .Should().ContainSingle().Which.Should().EndWith("manifest.json: report_version: found 99, expected 1 to 7, which this program knows");

    [Fact]
    public void Reports_of_an_older_version_are_not_compared_and_counted()
    {
        var root = stored.Copy();
        var path = $"{root}/quick/seed-1/manifest.json";
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"report_version\": 7", "\"report_version\": 6"));

        var runs = StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion);

        runs.Findings.Should().BeEmpty();
        runs.WithOlderReports.Should().Equal($"{root}/quick/seed-1");
    }

    [Fact]
    public void A_page_of_a_summary_without_its_text_is_found()
    {
        var root = stored.Copy();
        File.Delete($"{root}/quick/summary.md");

        StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion).Findings.Select(finding => $"{finding}").Should().Equal(
            $"{root}/quick/summary.html: the file: found one, expected summary.md beside it, to which it belongs",
            $"{root}/quick/plots: the file: found one, expected summary.md beside it, to which it belongs");
    }

    [Fact]
    public void A_run_that_is_stored_as_another_seed_once_more_is_found()
    {
        var runs = StoredRuns.Check(stored.Copy(), StoredTinyRuns.ClaimsVersion);
        var (first, second) = (runs.Runs[0], runs.Runs[1]);

        var twice = (runs with { Runs = [first, (second.Folder, first.Run with { Seed = 2 })] }).OneExperiment();

        twice.Select(finding => $"{finding}").Should().Equal(
            $"{second.Folder}/run.json: models: found the figures, expected others than those of {first.Folder}, which are of another seed");
    }

    [Fact]
    public void A_changed_manifest_is_found_by_the_file_that_it_no_longer_fits() =>
        Damage("manifest.json", path => ChangeADigit(path, "history.csv\": \"\\w*?(\\d)")).Should().ContainSingle().Which.Should()
            .Contain("history.csv: SHA-256");

    [Fact]
    public void A_changed_digit_of_the_history_is_found() =>
        Damage("teacher/history.csv", path => ChangeADigit(path, "teacher,1,32,0\\.\\d*?(\\d)"))
            .Should().ContainSingle().Which.Should().Contain("history.csv: SHA-256");

    [Fact]
    public void A_file_that_is_missing_or_too_many_is_found()
    {
        Damage("teacher/history.csv", File.Delete).Should().Contain(finding => finding.Contains("history.csv: the file: found none"));
        Damage("manifest.json", File.Delete).Should().ContainSingle().Which.Should()
            .EndWith("manifest.json: the file: found none, expected the SHA-256 of every file");
        Damage("stray.txt", path => File.WriteAllText(path, "stray")).Should().ContainSingle().Which.Should()
            .Contain("stray.txt: found no entry");
    }

    [Theory]
    [InlineData("report.md")]
    [InlineData("run.json")]
    [InlineData("manifest.json")]
    [InlineData("claims-version.txt")]
    [InlineData("student/test.npz")]
    [InlineData("plots/recall.svg")]
    [InlineData("recipe.yaml")]
    public void A_link_in_a_stored_run_is_named_and_nothing_is_read_through_it(string file)
    {
        Damage(file, Link).Should().ContainSingle().Which.Should()
            .EndWith($"{file}: the file: found a link, expected a file of the run's own");

        static void Link(string path)
        {
            File.WriteAllText($"{path}.elsewhere", "secret");
            File.Delete(path);
            File.CreateSymbolicLink(path, $"{path}.elsewhere");
        }
    }

    [Fact]
    public void A_pipe_in_a_stored_run_is_named_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe is made as Linux does.");
        foreach (var file in new[] { "report.md", "run.json", "teacher/history.csv" })
            Damage(file, path => { File.Delete(path); System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExit(); })
                .Should().ContainSingle().Which.Should().Contain($"{file}: the file: found nothing in it, or no regular file");
    }

    [Theory]
    [InlineData("run.json", "{")]
    [InlineData("manifest.json", "[1]")]
    [InlineData("student/test.npz", "no arrays at all, but some text")]
    [InlineData("teacher/history.csv", "model\n")]
    public void A_file_that_cannot_be_read_is_named(string file, string content) =>
        Damage(file, path => File.WriteAllText(path, content)).Should().Contain(finding => finding.Contains(file));

    [Theory]
    [InlineData("run.json", "\"recipe\": \"quick\"", "\"recipe\": \"quack\"",
        "run.json: recipe: found quack, expected quick, its folder's name")]
    [InlineData("run.json", "\"epochs\": 2,\n      \"chosen_epoch\": 2", "\"epochs\": 3,\n      \"chosen_epoch\": 1",
        "run.json: models.teacher.epochs: found 3, expected the 2 of history.csv")]
    [InlineData("run.json", "\"nll\": ", "\"nll\": null, \"more\": ", "run.json: models.teacher.metrics.nll: found null, expected ")]
    [InlineData("report.md", "# quick", "\n# quick", "report.md: the report: found ")]
    public void What_does_not_fit_is_named_with_what_was_found_and_what_was_expected(string file, string text, string other, string finding)
    {
        var findings = Damage(file, path =>
        {
            var (content, at) = (File.ReadAllText(path), File.ReadAllText(path).IndexOf(text, StringComparison.Ordinal));
            File.WriteAllText(path, content.Remove(at, text.Length).Insert(at, other));
        }, coverUp: true);

        findings.Should().Contain(line => line.Contains(finding), string.Join('\n', findings));
        findings.Should()
            .NotContain(line => line.Contains("teacher.chosen_epoch"), "what cannot be told from the history is not guessed at");
    }

    [Fact]
    public void A_report_with_a_line_too_many_is_named_once_and_then_by_its_first_line_that_differs() =>
        Damage("report.md", path => File.WriteAllText(path, "stray line\n" + File.ReadAllText(path)), coverUp: true).Should().HaveCount(2)
            .And.Contain(finding =>
                Regex.IsMatch(finding, @"report\.md: the report: found \d+ lines, expected the \d+ regenerated from the predictions"))
            .And.Contain(finding => finding.Contains("report.md:1: stray: found 'stray', expected '#', regenerated from the predictions"));

    [Fact]
    public void A_run_without_the_version_of_its_claims_is_found() =>
        Damage("claims-version.txt", File.Delete,
            coverUp: true).Should().ContainSingle().Which.Should().Contain("version of the claims: found no file, expected 1 to 3");

    [Fact]
    public void Runs_of_one_recipe_with_another_hash_or_other_images_are_not_one_experiment()
    {
        var root = stored.Copy();
        var runs = StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion);
        var (first, second) = (runs.Runs[0], runs.Runs[1]);

        var apart =
            (runs with
            {
                Runs = [first,
                    (second.Folder,
                        second.Run with { RecipeHash = "another", Dataset = second.Run.Dataset with { Fingerprint = "other" } })]
            })
                            .OneExperiment();

        apart.Select(finding => $"{finding}").Should().Equal(
            $"{second.Folder}/run.json: recipe_hash: found another, expected {first.Run.RecipeHash} as in {first.Folder}",
            $"{second.Folder}/run.json: dataset.fingerprint: found other, expected 1f00d as in {first.Folder}");
        runs.OneExperiment().Should().BeEmpty();
    }

    [Fact]
    public void Folders_come_by_recipe_and_then_by_the_number_of_the_seed()
    {
        using var folder = new Data.TemporaryFolder();
        foreach (var name in new[] { "b/seed-10", "b/seed-9", "a/seed-2", "b/seed-x", "b/other" }) Directory.CreateDirectory(folder[name]);

        StoredRuns.Folders(folder.Path).Select(path => Path.GetRelativePath(folder.Path, path)).Should()
            .Equal("a/seed-2", "b/seed-9", "b/seed-10", "b/seed-x");
        StoredRuns.Folders(folder["nowhere"]).Should().BeEmpty();
    }

    [Fact]
    public void A_recipe_with_a_section_missing_is_a_finding() =>
        Damage("run.json",
            path => File.WriteAllText(path, Regex.Replace(File.ReadAllText(path), "\"held_out\": \\{[^}]*\\}", "\"held_out\": null")),
            coverUp: true)
            .Should().ContainSingle().Which.Should().Contain("the run: found").And.Contain("held_out: found");

    [Fact]
    public void A_run_stored_under_a_later_ledger_than_the_one_at_hand_is_found() =>
        Damage("claims-version.txt", path => File.WriteAllText(path, "7\n"), coverUp: true)
            .Should().ContainSingle().Which.Should().Contain("version of the claims: found 7, expected 1 to 3");

    [Fact]
    public void Seeds_of_one_recipe_are_of_one_data_set_and_stand_in_folders_of_their_name()
    {
        Damage("run.json", path => ChangeADigit(path, "\"fingerprint\": \"\\w*?(\\d)"), coverUp: true)
            .Should().Contain(finding => finding.Contains("dataset.fingerprint") || finding.Contains("report.md"));
        var root = stored.Copy();
        Directory.Move($"{root}/quick/seed-1", $"{root}/quick/seed-3");
        StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion).Findings.Should().ContainSingle().Which.ToString().Should()
            .Contain("seed: found 1, expected that of its folder seed-3");
    }

    [Fact]
    public void A_run_that_does_not_recompute_is_no_evidence()
    {
        var root = stored.Copy();
        ChangeADigit($"{root}/quick/seed-1/run.json", "\"accuracy\": 0\\.(\\d)");

        StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion).Records.Should().ContainSingle().Which.Seed.Should().Be(2);
    }

    private List<string> Damage(string file, Action<string> damage, bool coverUp = false)
    {
        var root = stored.Copy();
        var run = $"{root}/quick/seed-1";
        damage($"{run}/{file}");
        if (coverUp) StoredTinyRuns.CoverUp(run);
        return [.. StoredRuns.Check(root, StoredTinyRuns.ClaimsVersion).Findings.Select(finding => finding.ToString())];
    }

    /// <summary>Another digit in place of the pattern's first group.</summary>
    private static void ChangeADigit(string path, string pattern)
    {
        var text = File.ReadAllText(path);
        var match = Regex.Match(text, pattern);
        match.Success.Should().BeTrue($"{pattern} is in {path}");
        var at = match.Groups[1].Index;
        File.WriteAllText(path, text.Remove(at, 1).Insert(at, text[at] == '3' ? "4" : "3"));
    }

    private static void ChangeALogit(string path)
    {
        var answers = Predictions.Read(path);
        double[] logits = [.. Enumerable.Range(0, answers.Count).SelectMany(image => answers.Logits(image).ToArray())];
        logits[14] += 0.125;
        new Predictions(answers.Labels.ToArray(), logits, answers.Classes).Write(path);
    }

    [GeneratedRegex(@"\d\.\d{4}(?!\d)")]
    private static partial Regex Figure();
}
