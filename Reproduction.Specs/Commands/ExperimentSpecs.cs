using System.Text.Json.Nodes;
using Reproduction.Runs;
using Reproduction.Specs.Data;

namespace Reproduction.Specs.Commands;

/// <summary>
/// An experiment of several seeds that no shipped recipe has: a teacher for all seeds, and views that are the same for all.
/// </summary>
[Collection(nameof(Computing))]
public sealed class ExperimentSpecs : IDisposable
{
    private const string Recipe =
        """
        format: 2
        name: small
        description: A teacher for all seeds
        dataset: fashion-mnist
        train_images: 120
        test_images: 40
        seeds: [1, 2]
        augmentation_seed: 5
        input: {image_size: 32, resize: tensor, mean: [0.286, 0.286, 0.286], std: [0.353, 0.353, 0.353]}
        held_out: {choose_epoch: 20, seed: 3}
        networks:
          large: {architecture: efficientnet_w0.2_d0.2, weights: random, initialisation: fan_in, stochastic_depth: 0}
          small: {architecture: efficientnet_w0.1_d0.2, weights: random, initialisation: fan_in, stochastic_depth: 0}
        training: {optimiser: adamw, learning_rate: 0.01, schedule: constant, weight_decay: 0.01, batch_size: 50, epochs: 2, chosen_epoch: best}
        augmentation: [{random_crop: {padding: 2}}]
        models:
          wise: {network: large, seed: 7}
          plain: {network: small}
          taught: {network: small, loss: [{cross_entropy: {weight: 1}}, {soft_targets: {of: wise, temperature: 4, weight: 1}}]}
          further: {start: taught, training: {epochs: 1}}
        compare: [[taught, plain]]
        """;

    private readonly TemporaryFolder folder = new();

    public ExperimentSpecs() => File.WriteAllText(folder["small.yaml"], Recipe);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_recipe_of_several_seeds_trains_its_pinned_teacher_once_and_ends_with_a_summary()
    {
        var run = Reproduce();

        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Split('\n').Count(line => line.Contains("wise epoch 1:")).Should().Be(1);
        run.Output.Split('\n').Count(line => line.Contains("taught epoch 1:")).Should().Be(2);
        run.Output.Split('\n').Count(line => line.Contains("views of epoch 1 of 2")).Should().Be(1, "both seeds see the same views");
        run.Output.Should().Contain($"summary: {folder["out/summary.md"]}");
        var summary = File.ReadAllText(folder["out/summary.md"]);
        summary.Should().StartWith("# small: 2 seeds\n\nSeeds 1, 2, ").And.Contain("## taught − plain\n").And.Contain(" ± ");
        File.Exists(folder["out/summary.html"]).Should().BeTrue();
        foreach (var seed in new[] { 1, 2 })
            RunRecord.Read(folder[$"out/seed-{seed}/run.json"]).Models.Keys.Should().Equal("wise", "plain", "taught", "further");

        var again = Reproduce("--resume");
        again.ExitCode.Should().Be(0, again.Error);
        again.Output.Should().NotContain("epoch").And.Contain("seed-2 holds the whole run already");

        ShouldKeepWhatOtherSeedsLearntFrom();
    }

    /// <summary>Nobody makes the shared teacher anew by the way, and a report knows it by its answers.</summary>
    private void ShouldKeepWhatOtherSeedsLearntFrom()
    {
        var (answers, report) = (File.ReadAllText(folder["out/shared/wise/test.csv"]), File.ReadAllText(folder["out/seed-1/report.md"]));

        Reproduce("--seed", "3", "--set", "models.wise.training.epochs=1").ShouldBeBadInput(
            "out/shared/wise: train wise was made for another recipe or from other inputs, and other seeds may have learnt from it",
            "--resume makes it anew");
        Directory.Exists(folder["out/seed-3"]).Should().BeFalse();
        File.ReadAllText(folder["out/shared/wise/test.csv"]).Should().Be(answers);

        File.WriteAllText(folder["out/shared/wise/test.csv"], answers.Replace("0.", "0.0"));
        Program.Run(["report", folder["out/seed-1"]]).ShouldBeBadInput("shared/wise/test.csv: changed since manifest.json was written");
        Reproduce("--resume").ShouldBeBadInput("shared/wise/test.csv: changed since the run was whole");
        File.ReadAllText(folder["out/seed-1/report.md"]).Should().Be(report);
        File.Delete(folder["out/shared/wise/test.csv"]);
        Reproduce("--resume").ShouldBeBadInput("shared/wise/test.csv: gone since the run was whole");
    }

    [Fact]
    public void Sizes_that_leave_no_epoch_at_the_one_at_which_a_model_is_asked_are_a_warning()
    {
        var run = Reproduce("--seed", "2", "--only", "plain", "--no-test", "--set", "models.plain.training={epochs: 1, smaller_first: "
            + "[{epochs: 1, image_size: 40}]}");

        run.ExitCode.Should().Be(0, run.Error);
        run.Error.Should().Contain("models.plain.training.smaller_first: 40 px come first, which are more than the 32 of input.image_size")
            .And.Contain("takes all 1 epochs, so that none is at the 32 px at which it is asked");
    }

    [Fact]
    public void Where_the_test_images_choose_the_epoch_no_training_goes_without_them() =>
        Reproduce("--no-test", "--set", "held_out.choose_epoch=test_images")
            .ShouldBeBadInput(
                "--no-test: in recipe small the test images choose the epoch, expected one with a number of held_out.choose_epoch");

    [Fact]
    public void One_model_alone_is_made_with_what_it_is_made_from_and_the_rest_later_to_the_same_files()
    {
        var only = Reproduce("--seed", "2", "--only", "taught");

        only.ExitCode.Should().Be(0, only.Error);
        States("2").Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["train wise"] = "done",
            ["train taught"] = "done",
            ["test taught"] = "done",
            ["test wise"] = "not_begun",
            ["train plain"] = "not_begun",
            ["test plain"] = "not_begun",
            ["train further"] = "not_begun",
            ["test further"] = "not_begun",
        });
        File.Exists(folder["out/seed-2/report.md"]).Should().BeFalse();

        Reproduce("--seed", "2", "--resume").ExitCode.Should().Be(0);
        States("2").Values.Should().AllBe("done");
        Program.Run(["reproduce", folder["small.yaml"], "--data", TinyRun.Data, "--out", folder["whole"], "--seed", "2"]).ExitCode.Should()
            .Be(0);
        foreach (var file in new[] { "seed-2/taught/test.csv", "seed-2/further/test.csv", "shared/wise/test.csv", "seed-2/taught/terms.csv",
            "seed-2/report.md" })
            File.ReadAllBytes(folder[$"out/{file}"]).Should().Equal(File.ReadAllBytes(folder[$"whole/{file}"]), file);
    }

    [Fact]
    public void A_recipe_is_tried_without_a_look_at_the_test_images_and_they_are_asked_about_later()
    {
        var tried = Reproduce("--seed", "2", "--only", "taught", "--no-test");

        tried.ExitCode.Should().Be(0, tried.Error);
        tried.Output.Should().Contain("taught epoch 2:").And.NotContain("test images");
        States("2").Where(stage => stage.Value == "done").Select(stage => stage.Key).Should().BeEquivalentTo("train wise", "train taught");
        Directory.GetFiles(folder["out"], "test.*", SearchOption.AllDirectories).Should().BeEmpty();

        var later = Reproduce("--seed", "2", "--only", "taught", "--resume");
        later.ExitCode.Should().Be(0, later.Error);
        later.Output.Should().NotContain("epoch").And.Contain("taught: the 40 test images");
    }

    private Program.Outcome Reproduce(params string[] more) =>
        Program.Run(["reproduce", folder["small.yaml"], "--data", TinyRun.Data, "--out", folder["out"], .. more]);

    private Dictionary<string, string> States(string seed)
    {
        var stages = Program.Run(["stages", folder["small.yaml"], "--out", folder["out"], "--seed", seed, "--json"]);
        stages.ExitCode.Should().Be(0, stages.Error);
        return JsonNode.Parse(stages.Output)!["stages"]!.AsArray()
            .Where(stage => !((string)stage!["name"]!).StartsWith("answers", StringComparison.Ordinal))
            .ToDictionary(stage => (string)stage!["name"]!, stage => (string)stage!["state"]!);
    }
}
