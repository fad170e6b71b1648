using System.Text.RegularExpressions;
using Reproduction.Archive;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using static Reproduction.Specs.Archive.StoredTinyRuns;

namespace Reproduction.Specs.Archive;

/// <summary>What makes a stored run evidence: predictions, histories, the record of its figures, and the manifest.</summary>
public sealed class CheckedRunsSpecs(StoredTinyRuns stored)
{
    [Fact]
    public void A_stored_run_recomputes_to_the_last_digit()
    {
        var runs = CheckedRuns.Check(stored.Copy());

        runs.Findings.Should().BeEmpty();
        runs.Runs.Select(run => run.Record.Seed).Should().Equal(1, 2);
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
            PredictionsFile.Read(arrays).Write(Path.Combine(Path.GetDirectoryName(arrays)!, table));
            File.Delete(arrays);
        }
        ReportFiles.Write(run, RunReportReader.Read(run)); // The page links them by name.
        CoverUp(run);

        CheckedRuns.Check(root).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_changed_digit_of_a_logit_is_found_by_its_file_and_by_the_figures_that_it_changes()
    {
        var findings = stored.Damage("student/test.npz", ChangeALogit);

        findings.Should().Contain(finding => finding.Contains("student/test.npz: SHA-256"))
            .And.Contain(finding => finding.Contains("run.json: models.student.metrics.nll")
                && finding.Contains("recomputed from the predictions"));
    }

    [Fact]
    public void It_is_found_with_a_manifest_to_match_too()
    {
        var findings = stored.Damage("student/test.npz", ChangeALogit, coverUp: true);

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
        var findings = stored.Damage("run.json", path => ChangeADigit(path, digit), coverUp: true);

        findings.Should().Contain(finding => finding.Contains($"run.json: {figure}: found"), string.Join('\n', findings));
    }

    [Fact]
    public void A_changed_last_digit_in_run_json_is_found_by_its_figure_where_the_manifest_does_not_vouch_for_it() =>
        stored.Damage("run.json", path => ChangeADigit(path, "\"nll\": \\d\\.\\d+(\\d)")).Should()
            .Contain(finding => finding.Contains("models.teacher.metrics.nll"));

    [Fact]
    public void A_changed_manifest_is_found_by_the_file_that_it_no_longer_fits() =>
        stored.Damage("manifest.json", path => ChangeADigit(path, "history.csv\": \"\\w*?(\\d)")).Should().ContainSingle().Which.Should()
            .Contain("history.csv: SHA-256");

    [Theory]
    [InlineData(9, true)]
    [InlineData(15, false)]
    public void What_another_machine_may_round_otherwise_is_a_last_digit_and_no_more(int digit, bool isFound) =>
        stored.Damage(
            "run.json",
            path => ChangeADigit(path, $"\"nll\": 0?\\.?0*{string.Concat(Enumerable.Repeat("\\.?\\d", digit - 1))}(\\d)"),
            coverUp: true).Any(finding => finding.Contains("models.teacher.metrics.nll")).Should().Be(isFound);

    [Fact]
    public void A_changed_digit_of_the_history_is_found() =>
        stored.Damage("teacher/history.csv", path => ChangeADigit(path, "teacher,1,32,0\\.\\d*?(\\d)"))
            .Should().ContainSingle().Which.Should().Contain("history.csv: SHA-256");

    [Fact]
    public void A_file_that_is_missing_or_too_many_is_found()
    {
        stored.Damage("teacher/history.csv", File.Delete)
            .Should().Contain(finding => finding.Contains("history.csv: the file: found none"));
        stored.Damage("manifest.json", File.Delete).Should().ContainSingle().Which.Should()
            .EndWith("manifest.json: the file: found none, expected the SHA-256 of every file");
        stored.Damage("stray.txt", path => File.WriteAllText(path, "stray")).Should().ContainSingle().Which.Should()
            .Contain("stray.txt: found no entry");
    }

    [Theory]
    [InlineData("report.md")]
    [InlineData("run.json")]
    [InlineData("manifest.json")]
    [InlineData("student/test.npz")]
    [InlineData("plots/recall.svg")]
    [InlineData("recipe.yaml")]
    public void A_link_in_a_stored_run_is_named_and_nothing_is_read_through_it(string file)
    {
        stored.Damage(file, Link).Should().ContainSingle().Which.Should()
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
            stored.Damage(file, path => { File.Delete(path); System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExit(); })
                .Should().ContainSingle().Which.Should().Contain($"{file}: the file: found nothing in it, or no regular file");
    }

    [Theory]
    [InlineData("run.json", "{")]
    [InlineData("manifest.json", "[1]")]
    [InlineData("student/test.npz", "no arrays at all, but some text")]
    [InlineData("teacher/history.csv", "model\n")]
    public void A_file_that_cannot_be_read_is_named(string file, string content) =>
        stored.Damage(file, path => File.WriteAllText(path, content)).Should().Contain(finding => finding.Contains(file));

    [Theory]
    [InlineData("run.json", "\"recipe\": \"quick\"", "\"recipe\": \"quack\"",
        "run.json: recipe: found quack, expected quick, its folder's name")]
    [InlineData("run.json", "\"epochs\": 2,\n      \"chosen_epoch\": 2", "\"epochs\": 3,\n      \"chosen_epoch\": 1",
        "run.json: models.teacher.epochs: found 3, expected the 2 of history.csv")]
    [InlineData("run.json", "\"nll\": ", "\"nll\": null, \"more\": ", "run.json: models.teacher.metrics.nll: found null, expected ")]
    [InlineData("report.md", "# quick", "\n# quick", "report.md: the report: found ")]
    public void What_does_not_fit_is_named_with_what_was_found_and_what_was_expected(string file, string text, string other, string finding)
    {
        var findings = stored.Damage(file, path =>
        {
            var (content, at) = (File.ReadAllText(path), File.ReadAllText(path).IndexOf(text, StringComparison.Ordinal));
            File.WriteAllText(path, content.Remove(at, text.Length).Insert(at, other));
        }, coverUp: true);

        findings.Should().Contain(line => line.Contains(finding), string.Join('\n', findings));
        findings.Should()
            .NotContain(line => line.Contains("teacher.chosen_epoch"), "what cannot be told from the history is not guessed at");
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Intervals_of_an_older_method_are_kept_and_those_of_todays_are_compared(int method, bool areCompared)
    {
        var findings = stored.Damage("run.json", path => File.WriteAllText(path, Regex.Replace(
            File.ReadAllText(path).Replace("\"intervals_method\": 3", $"\"intervals_method\": {method}"),
            "\"disparate_impact\": \\{\\s*\"low\": 0\\.", "${0}0")), coverUp: true);

        findings.Any(finding => finding.Contains("metrics.intervals.disparate_impact.low", StringComparison.Ordinal))
            .Should().Be(areCompared);
        findings.Where(finding => !finding.Contains("metrics.intervals.", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void A_recipe_with_a_section_missing_is_a_finding() =>
        stored.Damage("run.json",
            path => File.WriteAllText(path, Regex.Replace(File.ReadAllText(path), "\"held_out\": \\{[^}]*\\}", "\"held_out\": null")),
            coverUp: true)
            .Should().ContainSingle().Which.Should().Contain("the run: found").And.Contain("held_out: found");

    private static void ChangeALogit(string path)
    {
        var answers = PredictionsFile.Read(path);
        double[] logits = [.. Enumerable.Range(0, answers.Count).SelectMany(image => answers.Logits(image).ToArray())];
        logits[14] += 0.125;
        new Predictions(answers.Labels.ToArray(), logits, answers.Classes).Write(path);
    }
}
