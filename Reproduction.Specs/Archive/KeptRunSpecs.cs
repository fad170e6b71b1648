using Reproduction.Archive;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Reporting;
using Reproduction.Runs;

namespace Reproduction.Specs.Archive;

/// <summary>What <c>store</c> keeps of an experiment, and that nothing in it can change unseen.</summary>
public sealed class KeptRunSpecs(KeptExperiment experiment) : IClassFixture<KeptExperiment>
{
    [Fact]
    public void What_seeds_share_is_kept_once_and_what_is_made_of_other_models_answers_is_not_kept_at_all()
    {
        var kept = experiment.CopyOfKept();

        Directory.GetFiles(kept, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(kept, file))
            .Where(file => !file.Contains("plots/")).Should().BeEquivalentTo(
            [
                "shared/teacher/history.csv", "shared/teacher/test.npz", "summary.md", "summary.html",
                .. new[] { 1, 2 }.SelectMany(seed => new[]
                {
                    "run.json", "manifest.json", "recipe.yaml", "report.md", "report.html",
                    "baseline/history.csv", "baseline/test.npz", "student/history.csv", "student/test.npz",
                }.Select(file => $"seed-{seed}/{file}")),
            ]);
        ManifestFile.Read($"{kept}/seed-2/manifest.json").Evidence.Keys.Should().BeEquivalentTo(
            "run.json", "baseline/history.csv", "baseline/test.npz", "student/history.csv", "student/test.npz",
            "../shared/teacher/history.csv", "../shared/teacher/test.npz");
    }

    [Fact]
    public void What_is_kept_makes_the_report_and_the_answers_of_the_run_again_to_the_byte()
    {
        var kept = experiment.CopyOfKept();

        File.ReadAllText($"{kept}/seed-1/report.md").Should().Be(File.ReadAllText($"{experiment.Made}/seed-1/report.md"));
        foreach (var (model, again) in RunReportReader.Read($"{experiment.Made}/seed-2").Models
            .Zip(RunReportReader.Read($"{kept}/seed-2").Models))
            for (var image = 0; image < model.Predictions.Count; image++)
                again.Predictions.Logits(image).ToArray().Should().Equal(model.Predictions.Logits(image).ToArray(), model.Name);
        Check(kept).Should().BeEmpty();
    }

    [Fact]
    public void A_kept_record_is_that_of_the_run_but_for_the_folders_of_the_machine_above_its_data()
    {
        var made = File.ReadAllText($"{experiment.Made}/seed-1/run.json");
        var kept = File.ReadAllText($"{experiment.CopyOfKept()}/seed-1/run.json");

        made.Should().Contain("\"/home/someone/fashion-mnist\"");
        kept.Should().Be(made.Replace("/home/someone/", ""));
    }

    [Fact]
    public void A_changed_logit_of_a_shared_model_is_named_once_by_its_file_and_by_each_figure_of_each_seed_that_hangs_on_it()
    {
        var kept = experiment.CopyOfKept();
        ChangeALogit($"{kept}/shared/teacher/test.npz");

        var findings = Check(kept);

        findings.Should().ContainSingle(finding => finding.StartsWith($"{kept}/shared/teacher/test.npz: SHA-256: found "));
        foreach (var seed in new[] { 1, 2 })
            foreach (var model in new[] { "teacher", "sure", "both" })
                findings.Should()
                    .Contain(finding => finding.StartsWith($"{kept}/seed-{seed}/run.json: models.{model}.metrics.nll: found "));
        findings.Should().NotContain(finding => finding.Contains("models.student.metrics"));
    }

    [Theory]
    [InlineData("shared/teacher/test.npz", "shared/teacher/test.npz: the file: found none, expected the one in manifest.json")]
    [InlineData("shared/teacher/history.csv", "shared/teacher/history.csv: the file: found none, expected the one in manifest.json")]
    [InlineData("plots/frontier.svg", "plots/frontier.svg: the file: found none, expected the one that goes with the summary")]
    public void A_file_beside_the_seeds_that_is_gone_is_named(string file, string finding)
    {
        var kept = experiment.CopyOfKept();
        File.Delete($"{kept}/{file}");

        Check(kept).Should().ContainSingle(found => found.EndsWith(finding));
    }

    [Fact]
    public void A_shared_model_that_a_seed_does_not_vouch_for_is_found()
    {
        var kept = experiment.CopyOfKept();
        var path = $"{kept}/seed-1/manifest.json";
        var manifest = ManifestFile.Read(path);
        (manifest with { Evidence = manifest.Evidence.Where(file => !file.Key.EndsWith("teacher/test.npz")).ToDictionary() }).Write(path);

        Check(kept).Should().Equal($"{path}: ../shared/teacher/test.npz: found no entry, expected one for each file");
    }

    [Theory]
    [InlineData("../../elsewhere.txt")]
    [InlineData("../shared/../../elsewhere.txt")]
    [InlineData("/etc/hostname")]
    public void A_manifest_vouches_for_no_file_elsewhere(string name)
    {
        var kept = experiment.CopyOfKept();
        var path = $"{kept}/seed-1/manifest.json";
        var manifest = ManifestFile.Read(path);
        (manifest with { Evidence = manifest.Evidence.Append(new(name, new('0', 64))).ToDictionary() }).Write(path);

        Check(kept).Should().ContainSingle().Which.Should().StartWith($"{path}: ").And.Contain("found a file elsewhere");
    }

    [Fact]
    public void Changed_words_of_a_summary_its_page_and_a_plot_are_found_by_their_lines()
    {
        var kept = experiment.CopyOfKept();
        (string File, string Word, string Other)[] changes =
        [
            ("summary.md", "| accuracy | 0.", "| accuracy | 1."), ("summary.html", "quick: 2 seeds", "quick: 3 seeds"),
            ("plots/frontier.svg", "accuracy", "accurately"),
        ];
        foreach (var (file, word, other) in changes)
        {
            var text = File.ReadAllText($"{kept}/{file}");
            text.Should().Contain(word);
            File.WriteAllText($"{kept}/{file}", text.Replace(word, other));
        }

        var findings = Check(kept);

        findings.Should().OnlyContain(finding => finding.EndsWith("regenerated from the predictions"));
        findings.Select(finding => finding.Split(':')[0]).Distinct()
            .Should().BeEquivalentTo(changes.Select(change => $"{kept}/{change.File}"));
    }

    [Fact]
    public void A_summary_of_another_version_of_the_program_is_not_compared()
    {
        var kept = experiment.CopyOfKept();
        File.WriteAllText($"{kept}/summary.md", "# In other words\n");
        var path = $"{kept}/seed-1/manifest.json";
        (ManifestFile.Read(path) with { ReportVersion = 1 }).Write(path);

        Check(kept).Should().BeEmpty();
    }

    [Fact]
    public void A_link_beside_the_seeds_is_named()
    {
        var kept = experiment.CopyOfKept();
        File.Move($"{kept}/shared/teacher/history.csv", $"{kept}.elsewhere");
        File.CreateSymbolicLink($"{kept}/shared/teacher/history.csv", $"{kept}.elsewhere");

        Check(kept).Should().ContainSingle(finding =>
            finding.EndsWith("history.csv: the file: found a link, expected a file of the run's own"));
    }

    [Fact]
    public void A_seed_that_is_kept_already_stays_as_it_is_and_another_one_joins_it()
    {
        var kept = experiment.CopyOfKept();
        Directory.Delete($"{kept}/seed-2", recursive: true);
        var before = File.GetLastWriteTimeUtc($"{kept}/seed-1/run.json");

        var run = Commands.Program.Run("store", experiment.Made, kept);

        run.Output.Should().Be($"{kept}/seed-1: there already, left as it is\n{kept}/seed-2\n{kept}/summary.md\n");
        File.GetLastWriteTimeUtc($"{kept}/seed-1/run.json").Should().Be(before);
        Check(kept).Should().BeEmpty();
    }

    [Fact]
    public void A_seed_that_learnt_from_another_teacher_does_not_join_those_that_are_kept()
    {
        var kept = experiment.CopyOfKept();
        Directory.Delete($"{kept}/seed-2", recursive: true);
        ChangeALogit($"{kept}/shared/teacher/test.npz");

        Commands.Program.Run("store", experiment.Made, kept).ShouldBeBadInput(
            "shared/teacher/test.npz: changed since manifest.json was written");
        Directory.Exists($"{kept}/seed-2").Should().BeFalse();
        Directory.Delete($"{kept}/seed-1", recursive: true);
        Commands.Program.Run("store", experiment.Made, kept).ShouldBeBadInput(
            $"{kept}/shared/teacher/test.npz: not the teacher of {experiment.Made}/seed-1, expected the one model that all kept seeds share");
        Directory.Exists($"{kept}/seed-1").Should().BeFalse();
    }

    [Fact]
    public void What_audit_would_refuse_by_the_names_of_its_folders_is_not_kept()
    {
        var made = experiment.CopyOfMade();
        Commands.Program.Run("store", made, $"{experiment.New()}/mine").ShouldBeBadInput(
            "would hold runs of quick, expected a folder of the recipe's name");
        Directory.Move($"{made}/seed-1", $"{made}/seed-9");
        Commands.Program.Run("store", made, $"{experiment.New()}/quick").ShouldBeBadInput(
            "seed-9: a run of seed 1, expected it in a folder seed-1");
    }

    [Fact]
    public void Of_a_seed_that_cannot_be_kept_nothing_is()
    {
        var made = experiment.CopyOfMade();
        ChangeALogit($"{made}/shared/sure/test.csv");
        foreach (var seed in Directory.GetDirectories(made, "seed-*")) StoredTinyRuns.CoverUp(seed);
        var place = $"{experiment.New()}/quick";

        Commands.Program.Run("store", made, place).ExitCode.Should().Be(2);

        Directory.Exists(place).Should().BeTrue();
        Directory.GetFiles(place, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void Answers_that_are_not_made_of_those_that_they_should_be_made_of_are_not_kept()
    {
        var made = experiment.CopyOfMade();
        ChangeALogit($"{made}/shared/sure/test.csv");
        Commands.Program.Run("store", made, $"{experiment.New()}/quick")
            .ShouldBeBadInput("shared/sure/test.csv: changed since manifest.json was written");
        foreach (var seed in Directory.GetDirectories(made, "seed-*")) StoredTinyRuns.CoverUp(seed);

        Commands.Program.Run("store", made, $"{experiment.New()}/quick")
            .ShouldBeBadInput($"{made}/seed-1: sure's answers are not those that its models' make");
    }

    [Fact]
    public void What_is_no_whole_run_is_not_kept()
    {
        var made = experiment.CopyOfMade();
        Commands.Program.Run("store", $"{made}/seed-1", $"{experiment.New()}/quick")
            .ShouldBeBadInput("no run there, expected folders seed-N of whole runs");
        File.AppendAllText($"{made}/seed-2/student/history.csv", "more");
        Commands.Program.Run("store", made, $"{experiment.New()}/quick")
            .ShouldBeBadInput("student/history.csv: changed since manifest.json was written");
        File.Delete($"{made}/seed-1/manifest.json");
        Commands.Program.Run("store", made, $"{experiment.New()}/quick")
            .ShouldBeBadInput($"{made}/seed-1: no manifest.json, expected a whole run");
    }

    [Theory]
    [InlineData("\"offsets\": [\n          0.1,", "\"offsets\": [", "models.sure.calibration: expected weights and offsets of 3 classes")]
    [InlineData(
        "\"calibration\": {\n        \"of\": \"teacher\"", "\"other\": {\n        \"of\": \"teacher\"",
        "models.sure.calibration: expected")]
    public void A_correction_that_does_not_fit_is_named(string text, string other, string complaint)
    {
        var kept = experiment.CopyOfKept();
        var path = $"{kept}/seed-1/run.json";
        File.ReadAllText(path).Should().Contain(text);
        File.WriteAllText(path, File.ReadAllText(path).Replace(text, other));

        var reading = () => RunReportReader.Read($"{kept}/seed-1");

        reading.Should().Throw<BadInputException>().WithMessage($"*run.json: {complaint}*");
    }

    private static List<string> Check(string kept) =>
        [.. CheckedRuns.Check(Path.GetDirectoryName(kept)!).Findings.Select(finding => finding.ToString())];

    private static void ChangeALogit(string path)
    {
        var answers = PredictionsFile.Read(path);
        double[] logits = [.. Enumerable.Range(0, answers.Count).SelectMany(image => answers.Logits(image).ToArray())];
        logits[14] += 0.125;
        new Predictions(answers.Labels.ToArray(), logits, answers.Classes).Write(path);
    }
}
