using System.Text.Json.Nodes;
using Reproduction.Archive;
using Reproduction.Claims;
using Reproduction.Claims.Runs;
using Reproduction.Recipes.Format;
using Reproduction.Runs;
using static Reproduction.Specs.Claims.Runs.JudgedRuns;

namespace Reproduction.Specs.Claims.Runs;

/// <summary>Only runs under the claim's own protocol decide.</summary>
public sealed class RunProtocolSpecs
{
    [Fact]
    public void Runs_that_lack_one_of_the_two_models_are_no_runs_of_the_claim()
    {
        var runs = SimulatedRun.Each("corrected", "disparate_impact", ("student", [0.97, 0.98]));

        Judge.Judge(Rise, runs).Why.Should().Equal(
            "no run of recipe corrected is stored: it needs official bytes and hours",
            "known beforehand: no number of seeds can show it with a power of 0.8 above a deviation between seeds of 0.0050");
        EffectNoise.Of(Rise, runs).Should().BeNull();
        EffectNoise.Of(Rise, SimulatedRun.Each("corrected", "accuracy", ("student", [0.97, 0.98]), ("baseline", [0.97, 0.98]))).Should()
            .BeNull();
    }

    [Fact]
    public void A_model_that_was_made_once_is_one_run_however_many_seeds_have_it()
    {
        IEnumerable<CheckedRun> shared = new[] { 1, 2, 3 }.Select(seed => SimulatedRun.Of(
            "corrected", seed, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = 0.9 } },
            overrides: [("held_out.seed", "1"), ("models.baseline.seed", "1")]).Checked());

        Judge.Judge(Accuracy, [.. shared]).Why.Skip(1).Should().SatisfyRespectively(
            run => run.Should().Be("under another protocol: corrected, 1 run, 0.9000"),
            known => known.Should().NotContain("that of corrected"));
    }

    [Fact]
    public void Several_runs_under_another_protocol_stand_with_their_mean_beside_those_that_decide()
    {
        IEnumerable<CheckedRun> Others(params double[] values) => values.Select((value, i) => SimulatedRun.Of(
            "published", i + 1, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = value } },
            overrides: ("training.epochs", "9")).Checked());

        Judge.Judge(Accuracy, [.. Others(0.90, 0.91)]).Why.Should()
            .HaveElementAt(1, "under another protocol: published, 2 runs, mean 0.9050");
        Judge.Judge(Accuracy, [.. Others(0.90)]).Why.Should().HaveElementAt(1, "under another protocol: published, 1 run, 0.9000");
        var beside = Judge.Judge(Accuracy, [.. Accuracies("published", 0.9142), .. Others(0.90)]);
        (beside.Kind, string.Join('|', beside.Differences)).Should()
            .Be((VerdictKind.Underpowered, "published: models.baseline.training.epochs: 9 instead of 8"));
        Judge.Judge(Accuracy, Accuracies("published", 0.9142)).Differences.Should().BeEmpty();
    }

    [Theory]
    [InlineData("input.image_size", "64", "input.image_size: 64 instead of 132")]
    [InlineData("training.epochs", "9", "epochs: 9 instead of 8")]
    [InlineData("dataset", "fashion-mnist", "dataset: fashion-mnist instead of cifar-10")]
    [InlineData("networks.student.weights", "random", "networks.student.weights: random instead of imagenet")]
    [InlineData("held_out.choose_epoch", "5000", "held_out.choose_epoch: 5000 instead of test_images")]
    public void A_run_under_another_protocol_never_reproduces_and_its_differences_are_listed(string key, string value, string difference)
    {
        var runs = Enumerable.Range(1, 5).Select(seed => SimulatedRun.Of(
            "published", seed, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = 0.914 + seed / 10_000.0 } },
            overrides: (key, value)).Checked()).ToList();

        var verdict = Judge.Judge(Accuracy, runs);

        verdict.Kind.Should().Be(VerdictKind.NotRun);
        verdict.Differences.Should().Contain(line => line.Contains(difference));
        verdict.Why.Should().Contain(line => line.Contains("under another protocol"));
    }

    [Fact]
    public void A_run_under_another_protocol_in_which_the_figure_is_undefined_adds_no_line()
    {
        var run = SimulatedRun.Of("corrected", 1, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = null } })
            .Checked();

        Judge.Judge(Accuracy, [run]).Why.Should().HaveCount(2).And.NotContain(line => line.Contains("under another protocol"));
    }

    [Fact]
    public void The_figure_of_a_single_run_under_another_protocol_stands_with_the_interval_that_its_test_images_give()
    {
        var metrics = new JsonObject
        {
            ["accuracy"] = 0.88,
            ["intervals"] = new JsonObject { ["accuracy"] = new JsonObject { ["low"] = 0.8735, ["high"] = 0.8862 } },
        };
        var run =
            SimulatedRun.Of("published", 1, new Dictionary<string, JsonObject> { ["baseline"] = metrics },
                overrides: ("training.epochs", "9")).Checked();

        Judge.Judge(Accuracy, [run]).Why.Should().ContainSingle(line => line.Contains("under another protocol"))
            .Which.Should().Be("under another protocol: published, 1 run, 0.8800 [0.8735, 0.8862]");
    }

    [Fact]
    public void A_record_read_back_from_its_file_is_of_the_same_protocol()
    {
        using var folder = new Data.TemporaryFolder();
        var run = Accuracies("published", 0.9142)[0];
        run.Record.Write(folder["run.json"]);

        ProtocolDifferences.Of(RunRecord.Read(folder["run.json"]), RecipeFile.Find("published"), "baseline").Should().BeEmpty();
    }

    [Fact]
    public void JPEG_images_are_another_protocol()
    {
        var run = SimulatedRun.Of(
            "published", 1, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = 0.914 } },
            source: "JPEG images of cifar.zip").Checked();

        Judge.Judge(Accuracy, [run]).Differences.Should().ContainSingle().Which.Should()
            .Contain("data encoding: JPEG images of cifar.zip instead of the official bytes");
    }

    [Fact]
    public void What_concerns_only_the_teacher_is_no_difference_for_the_baseline()
    {
        var run = SimulatedRun.Of(
            "published", 1, new Dictionary<string, JsonObject> { ["baseline"] = new() { ["accuracy"] = 0.914 } },
            overrides: [("networks.teacher.architecture", "efficientnet_b3"), ("models.student.loss.soft_targets.temperature", "9")])
            .Checked();

        Judge.Judge(Accuracy, [run]).Kind.Should().Be(VerdictKind.Underpowered, "it is a run of the protocol, though only one");
    }

    [Fact]
    public void A_rise_over_a_baseline_that_broke_the_protocol_decides_nothing()
    {
        var runs = Enumerable.Range(1, 5).Select(seed => SimulatedRun.Of(
            "corrected", seed, new Dictionary<string, JsonObject>
            {
                ["baseline"] = new() { ["disparate_impact"] = 0.94 },
                ["student"] = new() { ["disparate_impact"] = 0.9693 + seed / 10_000.0 },
            }, overrides: ("models.baseline.training.chosen_epoch", "last")).Checked()).ToList();

        var verdict = Judge.Judge(Rise, runs);

        verdict.Kind.Should().Be(VerdictKind.NotRun);
        verdict.Differences.Should().Equal("corrected: models.baseline.training.chosen_epoch: last instead of best");
    }
}
