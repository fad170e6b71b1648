using Reproduction.Archive;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using static Reproduction.Specs.Archive.StoredTinyRuns;

namespace Reproduction.Specs.Archive;

/// <summary>What several stored runs must have in common to be seeds of one experiment.</summary>
public sealed class StoredExperimentSpecs(StoredTinyRuns stored)
{
    [Fact]
    public void Runs_of_one_recipe_with_another_hash_or_other_images_are_not_one_experiment()
    {
        var root = stored.Copy();
        var runs = CheckedRuns.Check(root);
        var (first, second) = (runs.Runs[0], runs.Runs[1]);

        var other = second.Record with { RecipeHash = "another", Dataset = second.Record.Dataset with { Fingerprint = "other" } };
        var apart = (runs with { Runs = [first, second with { Record = other }] }).OneExperiment();

        apart.Select(finding => $"{finding}").Should().Equal(
            $"{second.Folder}/run.json: recipe_hash: found another, expected {first.Record.RecipeHash} as in {first.Folder}",
            $"{second.Folder}/run.json: dataset.fingerprint: found other, expected 1f00d as in {first.Folder}");
        runs.OneExperiment().Should().BeEmpty();
    }

    [Fact]
    public void A_run_that_is_stored_as_another_seed_once_more_is_found()
    {
        var runs = CheckedRuns.Check(stored.Copy());
        var (first, second) = (runs.Runs[0], runs.Runs[1]);

        var twice = (runs with { Runs = [first, second with { Record = first.Record with { Seed = 2 } }] }).OneExperiment();

        twice.Select(finding => $"{finding}").Should().Equal(
            $"{second.Folder}/run.json: models: found the figures, expected others than those of {first.Folder}, which are of another seed");
    }

    [Fact]
    public void Folders_come_by_recipe_and_then_by_the_number_of_the_seed()
    {
        using var folder = new Data.TemporaryFolder();
        foreach (var name in new[] { "b/seed-10", "b/seed-9", "a/seed-2", "b/seed-x", "b/other" }) Directory.CreateDirectory(folder[name]);

        CheckedRuns.Folders(folder.Path).Select(path => Path.GetRelativePath(folder.Path, path)).Should()
            .Equal("a/seed-2", "b/seed-9", "b/seed-10", "b/seed-x");
        CheckedRuns.Folders(folder["nowhere"]).Should().BeEmpty();
    }

    [Fact]
    public void Seeds_of_one_recipe_are_of_one_data_set_and_stand_in_folders_of_their_name()
    {
        stored.Damage("run.json", path =>
        {
            ChangeADigit(path, "\"fingerprint\": \"\\w*?(\\d)");
            var run = Path.GetDirectoryName(path)!;
            ReportFiles.Write(run, RunReportReader.Read(run));
        }, coverUp: true, alone: false).Should()
            .Contain(finding => finding.Contains("quick/seed-2/run.json: dataset.fingerprint: found 1f00d, expected 3f00d as in "))
            .And.OnlyContain(finding => finding.Contains("fingerprint"));
        var root = stored.Copy();
        Directory.Move($"{root}/quick/seed-1", $"{root}/quick/seed-3");
        CheckedRuns.Check(root).Findings.Should().ContainSingle().Which.ToString().Should()
            .Contain("seed: found 1, expected that of its folder seed-3");
    }

    [Fact]
    public void A_run_that_does_not_recompute_is_no_evidence()
    {
        var root = stored.Copy();
        ChangeADigit($"{root}/quick/seed-1/run.json", "\"accuracy\": 0\\.(\\d)");

        CheckedRuns.Check(root).Records.Should().ContainSingle().Which.Seed.Should().Be(2);
    }
}
