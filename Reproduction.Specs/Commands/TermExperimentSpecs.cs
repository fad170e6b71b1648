using Reproduction.Data;
using Reproduction.Recipes.Format;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Training;
using static TorchSharp.torch;

namespace Reproduction.Specs.Commands;

/// <summary>An experiment whose students learn from every term that there is.</summary>
[Collection(nameof(Computing))]
public sealed class TermExperimentSpecs : IDisposable
{
    private const string Recipe =
        """
        format: 2
        name: terms
        description: Every term of a loss
        dataset: fashion-mnist
        train_images: 120
        test_images: 40
        seeds: [1]
        input: {image_size: 32, resize: tensor, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}
        held_out: {choose_epoch: 20}
        networks:
          large: {architecture: efficientnet_w0.2_d0.2, weights: random, initialisation: fan_in, stochastic_depth: 0}
          small: {architecture: efficientnet_w0.1_d0.2, weights: random, initialisation: fan_in, stochastic_depth: 0}
        training: {optimiser: adamw, learning_rate: 0.01, schedule: constant, weight_decay: 0.01, batch_size: 50, epochs: 2, chosen_epoch: best}
        models:
          wise: {network: large}
          robust: {network: large, training: {smaller_first: [{epochs: 1, image_size: 24}]}, loss: [{group_dro: {weight: 1}}, {class_reweighted: {counts: as_published, weight: 1}}]}
          both: {ensemble_of: [wise, robust]}
          trusting: {network: small, loss: [{class_trust: {of: both, weight: 1}}, {srrl: {of: advised, weight: 1}}]}
          featured:
            network: small
            training: {smaller_first: [{epochs: 1, image_size: 24}]}
            loss:
              - cross_entropy: {weight: 1}
              - group_dro: {of: wise, temperature: 5, weight: 1}
              - hint: {of: wise, at: stage_3, from: stage_4, weight: 10}
              - hint: {of: robust, at: pooled, weight: 10}
              - srrl: {of: wise, weight: 1}
              - similarity: {of: wise, weight: 3000}
          advised: {network: small, loss: [{cross_entropy: {weight: 1}}, {advice: {of: wise, weight: 1}}, {advice: {of: robust, weight: 1}}]}
          further: {start: advised, training: {epochs: 1}, loss: [{cross_entropy: {weight: 1}}, {advice: {of: robust, weight: 1}}, {advice: {of: wise, weight: 0.5}}]}
        compare: [[advised, trusting]]
        """;

    private readonly TemporaryFolder folder = new();

    public TermExperimentSpecs() => File.WriteAllText(folder["terms.yaml"], Recipe);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_term_trains_logs_itself_and_comes_to_the_same_bits_whatever_is_trained_beside_it()
    {
        var run = Reproduce("out");

        run.ExitCode.Should().Be(0, run.Error);
        Terms("featured").Should().Equal(
            "cross_entropy", "group_dro of wise", "hint of wise at stage_3", "hint of robust at pooled", "srrl of wise at pooled",
            "similarity of wise at pooled",
            "group_dro of wise: q[0]", "group_dro of wise: q[1]", "group_dro of wise: q[2]", "group_dro of wise: q[3]",
            "group_dro of wise: q[4]",
            "group_dro of wise: q[5]", "group_dro of wise: q[6]", "group_dro of wise: q[7]", "group_dro of wise: q[8]",
            "group_dro of wise: q[9]");
        Terms("trusting").Should()
            .HaveCount(12).And.StartWith(["class_trust of both", "srrl of advised at pooled"]).And.EndWith("class_trust of both: trust[9]");
        Terms("robust").Should().HaveCount(22).And.StartWith(["group_dro", "class_reweighted"]).And.EndWith("class_reweighted: count[9]");
        Terms("advised").Should().Equal("cross_entropy", "advice of wise", "advice of robust");
        File.ReadAllText(folder["out/seed-1/report.md"]).Should()
            .Contain(
                "10 × hint of wise at stage_3 from stage_4 + 10 × hint of robust at pooled + softmax regression representation of wise")
            .And.Contain("advice of wise to a head of its own at T = 1").And.Contain(
                "class-reweighted binary cross entropy with the published counts");
        Reproduce("out", "--resume").Output.Should().Contain("seed-1 holds the whole run already");

        Reproduce("alone", "--only", "featured").ExitCode.Should().Be(0);
        foreach (var file in new[] { "featured/test.csv", "featured/terms.csv", "wise/weights.safetensors" })
            File.ReadAllBytes(folder[$"alone/seed-1/{file}"]).Should().Equal(File.ReadAllBytes(folder[$"out/seed-1/{file}"]), file);
        HeadsPredict();
        TrustIsThatOfHeldOutImages();
    }

    [Theory]
    [InlineData("held_out.choose_epoch", "9", "held_out.choose_epoch: found 9 images and none of class ",
        "which class_trust of trusting asks its teacher about")]
    [InlineData("training.batch_size", "33",
        "models.trusting.training.batch_size: found 33, which leaves a single image of 100 for the last batch")]
    public void What_a_term_cannot_learn_from_is_one_line_before_anything_is_trained(string key, string value, params string[] words)
    {
        // At 64 pixels one image is enough for the networks' own batch norms, but not for those on pooled features.
        var run =
            Reproduce("out", "--set", $"{key}={value}", "--set", "input.image_size=64", "--set",
                "models.featured.training.smaller_first=[]",
            "--set", "models.robust.training.smaller_first=[]");

        run.ShouldBeBadInput(words);
        Directory.Exists(folder["out/seed-1/wise"]).Should().BeFalse();
    }

    /// <summary>
    /// α of a class is the mean over the held-out images of the teacher's probability of the label less that of the likeliest other class,
    /// and no less than 0; the teacher is the mean of two networks' probabilities.
    /// </summary>
    private void TrustIsThatOfHeldOutImages()
    {
        using var scope = NewDisposeScope();
        var recipe = RecipeFile.Find(folder["terms.yaml"]);
        var data = TrainingData.Split(DataPlaces.Open("fashion-mnist", TinyRun.Data), recipe, seed: 1);
        double[] Trust(Subset images)
        {
            var probabilities = new[] { "wise", "robust" }.Select(name =>
            {
                using var network = TinyRun.Trained(folder[$"out/seed-1/{name}"], "efficientnet_w0.2_d0.2");
                var logits = Evaluation.Of(network, images, recipe.Input, CPU).Logits.Select(logit => (double)logit).ToArray();
                return logits.Chunk(10).Select(row => row.Select(logit => Math.Exp(logit) / row.Sum(Math.Exp)).ToArray()).ToArray();
            }).ToList();
            var margins = images.Labels.Select((label, image) =>
            {
                double[] mean = [.. probabilities[0][image].Zip(probabilities[1][image], (one, other) => (one + other) / 2)];
                return (label, Margin: mean[label] - mean.Where((_, c) => c != label).Max());
            }).ToLookup(of => of.label, of => of.Margin);
            return [.. Enumerable.Range(0, 10).Select(c => Math.Max(0, margins[c].DefaultIfEmpty(0).Average()))];
        }

        var noted = File.ReadAllLines(folder["out/seed-1/trusting/terms.csv"]).Where(row => row.Contains("trust[")).Take(10)
            .Select(row => double.Parse(row.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        double Off(double[] trust) => trust.Zip(noted, (a, b) => Math.Abs(a - b)).Max();
        // After so few steps nothing is known by far.
        noted.Should().Contain(trust => trust > 0);
        Off(Trust(data.Validation)).Should().BeLessThan(1e-7);
        Off(Trust(data.Train)).Should().BeGreaterThan(5e-7, "not those of the images that trained the teacher");
    }

    private void HeadsPredict()
    {
        var weights = folder["out/seed-1/advised/weights.safetensors"];
        var evaluated = Program.Run(
            "evaluate", "--model", "efficientnet_w0.1_d0.2", "--weights", weights, "--dataset", "fashion-mnist", "--data", TinyRun.Data,
            "--image-size", "32",
            "--resize", "tensor", "--predictions", folder["evaluated.csv"]);

        evaluated.ExitCode.Should().Be(0, evaluated.Error);
        var tested = EvaluationInputs.Logits(folder["out/seed-1/advised/test.csv"]);
        tested.Should().HaveCount(400);
        EvaluationInputs.Logits(folder["evaluated.csv"]).Zip(tested).Should()
            .AllSatisfy(pair => pair.First.Should().BeApproximately(pair.Second, 1e-4f));
        RunRecord.Read(folder["out/seed-1/run.json"]).Models["further"].Parameters
            .Should().Be(RunRecord.Read(folder["out/seed-1/run.json"]).Models["advised"].Parameters, "who trains on keeps the heads");
    }

    private string[] Terms(string model) =>
        [.. File.ReadAllLines(folder[$"out/seed-1/{model}/terms.csv"]).Where(row => row.StartsWith("1,", StringComparison.Ordinal))
            .Select(row => row.Split(',')[1])];

    private Program.Outcome Reproduce(string place, params string[] more) =>
        Program.Run(["reproduce", folder["terms.yaml"], "--data", TinyRun.Data, "--out", folder[place], .. more]);
}
