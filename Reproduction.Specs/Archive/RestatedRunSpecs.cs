using System.Text.Json;
using Reproduction.Archive;
using Reproduction.Files;
using Reproduction.Runs;

namespace Reproduction.Specs.Archive;

/// <summary>Evidence is checked for ever; what is derived from it may be written anew in other words.</summary>
public sealed class RestatedRunSpecs(StoredTinyRuns stored)
{
    [Fact]
    public void A_manifest_tells_evidence_from_what_is_derived()
    {
        var manifest = ManifestFile.Read($"{stored.Copy()}/quick/seed-1/manifest.json");

        manifest.ReportVersion.Should().Be(ManifestFile.CurrentReport);
        manifest.Evidence.Keys.Should().BeEquivalentTo(
            "run.json", "teacher/history.csv", "teacher/test.npz", "baseline/history.csv", "baseline/test.npz",
            "student/history.csv", "student/test.npz");
        manifest.Derived.Keys.Should().Contain(["report.md", "report.html", "recipe.yaml", "plots/recall.svg"]).And.HaveCount(3 + 13);
    }

    [Fact]
    public void A_report_of_another_version_is_not_compared_but_its_evidence_is()
    {
        var root = stored.Copy();
        Age($"{root}/quick/seed-1", report: "# In other words\n");

        CheckedRuns.Check(root).Findings.Should().BeEmpty();

        File.AppendAllText($"{root}/quick/seed-1/report.md", "more");
        CheckedRuns.Check(root).Findings.Should().ContainSingle().Which.ToString().Should()
            .Contain("report.md: SHA-256");
    }

    [Fact]
    public void What_somebody_laid_beside_the_plots_or_linked_there_stays()
    {
        var root = stored.Copy();
        var run = $"{root}/quick/seed-1";
        Directory.CreateDirectory($"{run}/plots/drafts");
        Directory.CreateDirectory($"{root}/elsewhere");
        string[] mine = [$"{run}/plots/mine.svg", $"{run}/plots/drafts/x.png", $"{root}/elsewhere/recall.svg"];
        foreach (var file in mine) File.WriteAllText(file, "mine");
        Directory.CreateSymbolicLink($"{run}/plots/linked", $"{root}/elsewhere");

        Commands.Program.Run("report", run).ExitCode.Should().Be(0);
        Commands.Program.Run("report", run, "--restate").ExitCode.Should().Be(0);

        mine.Should().OnlyContain(file => File.Exists(file));
        ManifestFile.Read($"{run}/manifest.json").Files.Keys.Should().NotContain(name => name.Contains("mine") || name.Contains("drafts"));
    }

    [Fact]
    public void Restating_writes_what_is_derived_anew_and_leaves_the_evidence_as_it_is()
    {
        var run = $"{stored.Copy()}/quick/seed-1";
        var before = ManifestFile.Read($"{run}/manifest.json");
        var report = File.ReadAllText($"{run}/report.md");
        File.WriteAllText($"{run}/plots/of-a-model-that-was.svg", "<svg/>");
        Age(run, report: "# In other words\n");

        Commands.Program.Run("report", run)
            .ShouldBeBadInput($"{run}: its report is of version 1, this program writes version {ManifestFile.CurrentReport}; --restate");
        var (exitCode, output, error) = Commands.Program.Run("report", run, "--restate");

        exitCode.Should().Be(0, error);
        output.Should().Contain("Did accuracy change? ").And.Contain("report.html");
        File.ReadAllText($"{run}/report.md").Should().Be(report);
        var after = ManifestFile.Read($"{run}/manifest.json");
        after.Evidence.Should().BeEquivalentTo(before.Evidence);
        after.Derived.Should().BeEquivalentTo(before.Derived);
        File.Exists($"{run}/plots/of-a-model-that-was.svg").Should().BeFalse();
    }

    [Fact]
    public void As_JSON_the_answers_of_a_report_are_those_that_are_printed()
    {
        var run = $"{stored.Copy()}/quick/seed-1";
        var printed = Commands.Program.Run("report", run).Output;

        var json = JsonDocument.Parse(Commands.Program.Run("report", run, "--json").Output).RootElement;

        json.GetProperty("folder").GetString().Should().Be(run);
        var answers = json.GetProperty("answers").EnumerateArray()
            .Select(answer => $"{answer.GetProperty("question").GetString()} {answer.GetProperty("answer").GetString()}\n").ToList();
        answers.Should().HaveCount(4);
        printed.Should().ContainAll(answers);
        json.GetProperty("warnings").EnumerateArray().Where(line => !printed.Contains(line.GetString()!)).Should().BeEmpty();
    }

    [Fact]
    public void A_report_that_is_gone_is_written_again_to_the_byte()
    {
        var run = $"{stored.Copy()}/quick/seed-1";
        var before = File.ReadAllText($"{run}/report.html");
        File.Delete($"{run}/report.html");

        Commands.Program.Run("report", run).ExitCode.Should().Be(0);

        File.ReadAllText($"{run}/report.html").Should().Be(before);
    }

    [Theory]
    [InlineData("student/history.csv", "student/history.csv: changed since manifest.json was written")]
    [InlineData("student/test.npz", "student/test.npz: changed since manifest.json was written")]
    public void Nothing_is_derived_from_evidence_that_changed(string file, string complaint)
    {
        var run = $"{stored.Copy()}/quick/seed-1";
        File.AppendAllText($"{run}/{file}", "more");
        var manifest = File.ReadAllText($"{run}/manifest.json");

        Commands.Program.Run("report", run, "--restate").ShouldBeBadInput(complaint);

        File.ReadAllText($"{run}/manifest.json").Should().Be(manifest);
    }

    [Theory]
    [InlineData("run.json", "\"recipe_hash\": \"", "\"recipe_hash\": \"0", "run.json: recipe_hash: found 0")]
    [InlineData("run.json", "\"test_images\": 30", "\"test_images\": 31",
        "run.json: dataset.test_images: found 31, expected the 30 of teacher's answers")]
    [InlineData("run.json", "\"accuracy\": ", "\"accuracy\": 0.0, \"more\": ",
        "run.json: models.teacher.metrics.accuracy: found 0, expected the 0.")]
    [InlineData("student/history.csv", "\nstudent,2,32,0.0025,1.125,0.75,1.25,0.75", "",
        "run.json: models.student.epochs: found 2, expected the 1 of its history")]
    public void No_report_is_made_of_what_contradicts_itself_although_the_manifest_vouches_for_it(
        string file, string text, string other, string complaint)
    {
        var run = $"{stored.Copy()}/quick/seed-1";
        var content = File.ReadAllText($"{run}/{file}");
        var at = content.IndexOf(text, StringComparison.Ordinal);
        at.Should().BePositive();
        File.WriteAllText($"{run}/{file}", content.Remove(at, text.Length).Insert(at, other));
        StoredTinyRuns.CoverUp(run);
        var (report, manifest) = (File.ReadAllText($"{run}/report.md"), File.ReadAllText($"{run}/manifest.json"));

        Commands.Program.Run("report", run, "--restate").ShouldBeBadInput(complaint);

        File.ReadAllText($"{run}/report.md").Should().Be(report);
        File.ReadAllText($"{run}/manifest.json").Should().Be(manifest);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("student/history.csv")]
    [InlineData("student/test.npz")]
    public void Evidence_that_the_manifest_does_not_list_could_change_unseen_and_is_not_read(string file)
    {
        var root = stored.Copy();
        var path = $"{root}/quick/seed-1/manifest.json";
        var manifest = ManifestFile.Read(path);
        (manifest with { Evidence = manifest.Evidence.Where(of => of.Key != file).ToDictionary() }).Write(path);
        var complaint = $"{path}: does not list {file}, expected the SHA-256 of all evidence";

        Commands.Program.Run("report", $"{root}/quick/seed-1", "--restate").ShouldBeBadInput(complaint);
        Commands.Program.Run("summary", $"{root}/quick").ShouldBeBadInput(complaint);
    }

    [Fact]
    public void A_folder_that_is_no_whole_run_is_named()
    {
        var run = $"{stored.Copy()}/quick/seed-1";
        File.Delete($"{run}/manifest.json");

        Commands.Program.Run("report", run).ShouldBeBadInput("no manifest.json, expected a whole run");
        Commands.Program.Run("report", $"{run}/nowhere").ShouldBeBadInput("nowhere: no such folder");
    }

    [Theory]
    [InlineData("""{"report_version": 2, "evidence": {"report.md": "00"}, "derived": {}}""", "report.md is no evidence")]
    [InlineData("""{"report_version": 2, "evidence": {}, "derived": {"run.json": "00"}}""", "run.json is not derived")]
    [InlineData("""{"evidence": {}, "derived": {}}""", "not a manifest")]
    [InlineData("""{"report_version": 2, "evidence": {"run.json": null}, "derived": {}}""", "found null")]
    public void A_manifest_that_mixes_them_is_none(string text, string complaint)
    {
        var path = $"{stored.Copy()}/quick/seed-1/manifest.json";
        File.WriteAllText(path, text);

        var reading = () => ManifestFile.Read(path);

        reading.Should().Throw<BadInputException>().WithMessage($"*{complaint}*").Which.Message.Should().NotContain("\n");
    }

    /// <summary>The run as a program of the first version left it: another report, and a manifest without parts.</summary>
    private static void Age(string run, string report)
    {
        File.WriteAllText($"{run}/report.md", report);
        var names = Directory.GetFiles(run, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(run, file))
            .Where(name => name != ManifestFile.Name);
        File.WriteAllText($"{run}/manifest.json",
            JsonSerializer.Serialize(names.ToDictionary(name => name, name => Checksum.Of(Path.Combine(run, name)).Hex)));
    }
}
