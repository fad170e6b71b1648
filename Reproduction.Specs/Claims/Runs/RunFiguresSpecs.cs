using System.IO.Compression;
using System.Text.Json.Nodes;
using Reproduction.Claims.Runs;
using Reproduction.Runs;
using Reproduction.Specs.Archive;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>The figures that a change of the program must keep, read from folders of runs.</summary>
public sealed class RunFiguresSpecs : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void They_are_accuracy_disparate_impact_calibration_error_and_the_last_epochs_loss_of_each_model()
    {
        Write("seed-2", 2, "baseline,1,32,0.1,2.5,0.5,1,0.5\nbaseline,2,32,0.1,1.5,0.5,1,0.5\nteacher,1,32,0.1,0.5,0.5,1,0.5\n");
        Write("seed-10", 10, "baseline,1,32,0.1,3.5,0.5,1,0.5\nteacher,1,32,0.1,0.25,0.5,1,0.5\n", zipped: true);
        Directory.CreateDirectory(folder["seed-2.old-1"]);
        Directory.CreateDirectory(folder["other"]);

        var runs = RunFigures.InFolder(folder.Path);

        runs.Select(run => (Path.GetFileName(run.Folder), run.Record.Seed)).Should().Equal(("seed-2", 2), ("seed-10", 10));
        runs[0].Values.Should().BeEquivalentTo(new Dictionary<(string, string), double>
        {
            [("baseline", "accuracy")] = 0.75,
            [("baseline", "disparate_impact")] = 0.875,
            [("baseline", "ece")] = 0.125,
            [("baseline", "train_loss")] = 1.5,
            [("teacher", "accuracy")] = 0.5,
            [("teacher", "train_loss")] = 0.5,
        });
        runs[1].Values[("baseline", "train_loss")].Should().Be(3.5);
    }

    [Fact]
    public void Where_there_is_no_whole_run_the_place_and_what_was_expected_are_named()
    {
        Refused().Should().Be($"{folder.Path}: no run there, expected folders seed-N of whole runs");
        folder.MakeFolder("seed-1");
        Refused().Should().Be($"{folder["seed-1/run.json"]}: no such file, expected the record of a run");
        Run(1, models: false).Write(folder["seed-1/run.json"]);
        Refused().Should().Be($"{folder["seed-1/run.json"]}: no models, expected the record of a whole run");
        Write("seed-1", 1, "teacher,1,32,0.1,0.5,0.5,1,0.5\n");
        Refused().Should().Be($"{folder["seed-1"]}: no epoch of baseline in its history, expected each");
        new Action(() => RunFigures.InFolder(folder["nowhere"])).Should().Throw<BadInputException>().WithMessage("*no run there*");
    }

    [Fact]
    public void A_seed_that_two_runs_have_counts_for_neither()
    {
        const string History = "baseline,1,32,0.1,2.5,0.5,1,0.5\nteacher,1,32,0.1,0.5,0.5,1,0.5\n";
        Write("seed-1", 7, History);
        Write("seed-2", 7, History);

        Refused().Should().Be($"{folder["seed-2"]}: a run of seed 7, as {folder["seed-1"]} is, expected each seed once");
    }

    private string Refused() => new Action(() => RunFigures.InFolder(folder.Path)).Should().Throw<BadInputException>().Which.Message;

    private void Write(string name, long seed, string rows, bool zipped = false)
    {
        var run = folder.MakeFolder(name);
        Run(seed, models: true).Write(Path.Combine(run, "run.json"));
        var text = $"model,epoch,image_size,learning_rate,train_loss,train_accuracy,validation_loss,validation_accuracy\n{rows}";
        if (!zipped)
        {
            File.WriteAllText(Path.Combine(run, "history.csv"), text);
        }
        else
        {
            using var zip = new GZipStream(File.Create(Path.Combine(run, "history.csv.gz")), CompressionLevel.Fastest);
            zip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }
        StoredTinyRuns.CoverUp(run);
    }

    private static RunRecord Run(long seed, bool models) => SimulatedRun.Of("quick", seed, models
        ? new Dictionary<string, JsonObject>
        {
            ["teacher"] = new() { ["accuracy"] = 0.5, ["disparate_impact"] = null },
            ["baseline"] = new() { ["accuracy"] = 0.75, ["disparate_impact"] = 0.875, ["ece"] = 0.125, ["nll"] = 3.0 },
        }
        : new Dictionary<string, JsonObject>());
}
