using System.Text.Json.Nodes;
using Reproduction.Metrics;
using Reproduction.Metrics.PredictionFiles;
using Reproduction.Recipes;
using Reproduction.Recipes.Format;
using Reproduction.Reporting;
using Reproduction.Reporting.Pages;
using Reproduction.Runs;
using Reproduction.Specs.Data;
using Reproduction.Specs.Reporting;
using Reproduction.Training;

namespace Reproduction.Specs.Runs;

/// <summary>A model whose figures are no finding is named wherever its figures are.</summary>
public sealed class ModelDoubtsSpecs : IDisposable
{
    private static readonly string[] Classes = ["circle", "square", "cross"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_that_answers_one_class_says_which() =>
        Doubts(OneClass(1)).Should().Equal("answers one class, square, to all 120 images");

    [Fact]
    public void A_model_at_chance_says_how_many_hits_chance_would_have() =>
        Doubts(Answering(image => image / 3 % 3)).Should().Equal(
            "is not shown to be better than chance: right on 40 of 120 images, where the same answers dealt at random are right on 40.0 ± 5.2"); // √(120²·2/9 / 119) = 5.19

    [Fact]
    public void A_model_that_is_right_on_all_of_four_images_is_not_said_to_be_at_chance_but_not_shown_to_be_above() => // p = 1/6
        ModelDoubts.Of(new([0, 0, 1, 1], [1.0, 0, 1, 0, 0, 1, 0, 1], 2), chosen: null, ["circle", "square"]).Should().ContainSingle()
            .Which.Should().StartWith("is not shown to be better than chance: right on 4 of 4 images");

    [Fact]
    public void A_model_that_sees_something_is_not_doubted() =>
        Doubts(SimulatedRun.Predictions(1, 1), Epoch(0.3, 0.9, 1.0, 0.6)).Should().BeEmpty();

    [Theory]
    [InlineData(0.3, 0.90, 1.0, 0.44, "accuracy 0.9000 in training and 0.4400 on the validation images")] // less than half
    [InlineData(0.9, 0.50, 1.2, 0.45, "loss 0.9000 and 1.2000 (a uniform guess: 1.0986)")] // ln 3 = 1.0986
    public void A_training_that_diverged_from_its_validation_says_by_how_much(
        double loss, double accuracy, double validationLoss, double validationAccuracy, string words) =>
        Doubts(SimulatedRun.Predictions(1, 1), Epoch(loss, accuracy, validationLoss, validationAccuracy)).Should().ContainSingle()
            .Which.Should().StartWith("diverged from its validation: at epoch 2 ").And.Contain(words);

    [Theory]
    [InlineData(0.3, 0.90, 1.0, 0.46)]
    [InlineData(1.2, 0.50, 1.3, 0.45)] // neither is better than a guess
    [InlineData(1.0, 0.50, 1.1, 0.45)] // hardly begun
    [InlineData(0.3, 0.60, null, null)] // never validated
    public void What_merely_overfits_or_learned_nothing_yet_did_not_diverge(
        double loss, double accuracy, double? validationLoss, double? validationAccuracy) =>
        Doubts(SimulatedRun.Predictions(1, 1), Epoch(loss, accuracy, validationLoss, validationAccuracy)).Should().BeEmpty();

    [Fact]
    public void Where_the_loss_is_not_the_validations_the_accuracies_alone_are_compared()
    {
        Doubts(SimulatedRun.Predictions(1, 1), Epoch(0.9, 0.50, 1.2, 0.45), comparesLosses: false).Should().BeEmpty();
        Doubts(SimulatedRun.Predictions(1, 1), Epoch(0.3, 0.90, 1.2, 0.44), comparesLosses: false).Should().Equal(
            "diverged from its validation: at epoch 2 accuracy 0.9000 in training and 0.4400 on the validation images");
    }

    [Theory]
    [InlineData("[{cross_entropy: {weight: 1}}]", true)]
    [InlineData("[{cross_entropy: {weight: 1, label_smoothing: 0.1}}]", true)] // no less than (1 − ε) of the plain one + ε·ln K
    [InlineData("[{cross_entropy: {weight: 1}}, {soft_targets: {of: teacher, temperature: 5, weight: 0}}]", true)]
    [InlineData("[{cross_entropy: {weight: 0.5}}]", false)]
    [InlineData("[{hint: {of: teacher, at: stage_4, weight: 1}}]", false)]
    [InlineData("[{cross_entropy: {weight: 1}}, {soft_targets: {of: teacher, temperature: 5, weight: 1}}]", false)]
    public void A_training_loss_is_held_against_the_cross_entropy_of_the_validation_where_it_is_one(string loss, bool isOne) =>
        ((TrainedModelRecipe)RecipeFile.Find("quick", [("models.student.loss", loss)]).Model("student")).MinimisesCrossEntropy.Should()
            .Be(isOne);

    [Theory]
    [InlineData("[{cross_entropy: {weight: 1}}]", 1)]
    [InlineData("[{cross_entropy: {weight: 0.5}}]", 0)]
    public void A_report_accuses_no_training_by_half_of_its_cross_entropy(string loss, int doubts)
    {
        SimulatedRun.Store(folder["run"], "corrected");
        var record = RunRecord.Read(folder["run/run.json"]);
        var recipe = RecipeFile.Find("corrected", [("models.baseline.loss", loss)]);
        // ln 3 = 1.0986
        HistoryRow[] history = [new("baseline", 3, 32, 0.001, 0.7, 0.6, 1.2, 0.5)];

        var report = RunReport.Of(
            record, recipe, new Dictionary<string, Predictions> { ["baseline"] = SimulatedRun.Predictions(1, 1) }, history);

        report.Models.Single().Doubts.Should().HaveCount(doubts);
    }

    [Fact]
    public void Its_report_names_it_first_and_comparisons_with_it_say_that_they_say_nothing()
    {
        SimulatedRun.Store(folder["run"], "corrected");
        OneClass(1).Write(folder["run/baseline/test.csv"]);

        var run = RunReportReader.Read(folder["run"]);
        var report = MarkdownReport.Of(run);

        run.Warnings.Should()
            .Equal("The baseline answers one class, square & <cross>, to all 120 images. Its figures are no finding, and comparisons "
                + "with it say nothing.");
        report.Split('\n')[2].Should().StartWith("> **The baseline answers one class, square");
        var answers = Answers.Of(RunMeasurements.Of(run));
        answers.Should().HaveCount(4).And.OnlyContain(answer => answer.Answer.StartsWith("Nothing can be said, baseline is in doubt"));
        report.Should().Contain("student − baseline says nothing, because of what stands at the top of baseline.");
        report.Split('\n').First(line => line.StartsWith("| student − baseline |")).Split('|')[2].Should()
            .NotContain("**", "the difference of accuracies")
            .And.Contain("+0.", "the figures stay");
        report.Should().NotContain("student − teacher says nothing");
    }

    [Fact]
    public void Its_record_says_so_too_and_an_older_record_is_still_read()
    {
        SimulatedRun.Store(folder["run"], "corrected");
        var record = JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!;
        foreach (var (_, model) in record["models"]!.AsObject()) model!.AsObject().Remove("doubts");
        record["dataset"]!.AsObject().Remove("place");
        File.WriteAllText(folder["run/run.json"], record.ToJsonString());

        var old = RunRecord.Read(folder["run/run.json"]);

        old.Models["teacher"].Doubts.Should().BeNull();
        old.Dataset.Place.Should().BeNull();
        (old with { Models = old.Models.ToDictionary(model => model.Key, model => model.Value with { Doubts = ["answers one class"] }) })
            .Write(folder["run/run.json"]);
        JsonNode.Parse(File.ReadAllText(folder["run/run.json"]))!["models"]!["teacher"]!["doubts"]![0]!.GetValue<string>().Should()
            .Be("answers one class");
    }

    [Fact]
    public void The_metrics_of_its_predictions_say_so_too()
    {
        OneClass(2).Write(folder["one.csv"]);
        SimulatedRun.Predictions(1, 1).Write(folder["other.csv"]);

        Commands.Program.Run("metrics", folder["one.csv"]).Output.Should()
            .EndWith(
                "the model answers one class, 2, to all 120 images: its figures are no finding, and comparisons with it say nothing\n");
        Commands.Program.Run("metrics", folder["other.csv"], "--against", folder["one.csv"]).Output.Should()
            .Contain("the other model answers one class, 2,");
        JsonNode.Parse(Commands.Program.Run("metrics", folder["one.csv"], "--json").Output)!["doubts"]![0]!.GetValue<string>()
            .Should().Be("answers one class, 2, to all 120 images");
    }

    private static IReadOnlyList<string> Doubts(Predictions predictions, HistoryRow? chosen = null, bool comparesLosses = true) =>
        ModelDoubts.Of(predictions, chosen, Classes, comparesLosses);

    private static HistoryRow Epoch(double loss, double accuracy, double? validationLoss, double? validationAccuracy) =>
        new("teacher", 2, 32, 0.001, loss, accuracy, validationLoss, validationAccuracy);

    private static Predictions OneClass(int answer) => Answering(_ => answer);

    /// <summary>The labels are 0, 1, 2, 0, 1, 2 and so on.</summary>
    private static Predictions Answering(Func<int, int> answer)
    {
        int[] labels = [.. SimulatedRun.Predictions(1, 1).Labels];
        return new(labels, [.. Enumerable.Range(0, 3 * labels.Length).Select(i => i % 3 == answer(i / 3) ? 1.0 : 0)], 3);
    }
}
