using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class ClassOffsetFrontierSpecs
{
    /// <summary>With two classes there is one offset, so that every threshold can be tried.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_two_classes_it_is_what_trying_every_threshold_finds(int seed)
    {
        var predictions = Biased(Simulated.Predictions(images: 80, classes: 2, seed, skill: 1), 0.8);
        double[] margins = [.. Enumerable.Range(0, 80).Select(image => predictions.Logits(image)[1] - predictions.Logits(image)[0])];
        var tried = margins.Append(margins.Max() + 1).Append(0).Select(threshold =>
            Point(predictions, image => margins[image] >= threshold ? 1 : 0)).ToList();

        var frontier = ClassOffsetFrontier.Of(predictions)!;

        // From the model's own place on, in the direction of the worst class: what lies beyond the best worst recall is not on the way.
        var own = Point(predictions, image => predictions.Predicted[image]);
        var best = tried.Max(point => point.WorstRecall);
        frontier.Points[^1].WorstRecall.Should().Be(best).And.BeGreaterThan(own.WorstRecall);
        foreach (var (accuracy, worst) in frontier.Points)
            accuracy.Should().Be(tried.Where(point => point.WorstRecall >= worst).Max(point => point.Accuracy),
                $"at a worst recall of {worst}");
    }

    [Fact]
    public void Neither_the_scale_of_logits_nor_an_offset_of_all_moves_it()
    {
        var predictions = Biased(Simulated.Predictions(images: 300, classes: 5, seed: 4, skill: 1), 0.5);
        var other = new Predictions(
            predictions.Labels.ToArray(),
                [.. Enumerable.Range(0, 300).SelectMany(image => predictions.Logits(image).ToArray().Select(logit => 4 * logit + 8))], 5);

        ClassOffsetFrontier.Of(other)!.Points.Should().Equal(ClassOffsetFrontier.Of(predictions)!.Points);
    }

    [Fact]
    public void It_is_never_below_the_model_itself_and_trades_accuracy_for_the_worst_class()
    {
        var predictions = Biased(Simulated.Predictions(images: 600, classes: 6, seed: 5, skill: 1), 0.7);
        var own = Point(predictions, image => predictions.Predicted[image]);

        var frontier = ClassOffsetFrontier.Of(predictions)!;

        frontier.WorstRecallAt(own.Accuracy).Should().BeGreaterThanOrEqualTo(own.WorstRecall);
        frontier.Points[^1].WorstRecall.Should().BeGreaterThan(own.WorstRecall + 0.05);
        frontier.Points.Select(point => point.Accuracy).Should().BeInDescendingOrder();
        frontier.Points.Select(point => point.WorstRecall).Should().BeInAscendingOrder();
        frontier.AccuracyAt(frontier.Points[^1].WorstRecall).Should().Be(frontier.Points[^1].Accuracy);
        frontier.WorstRecallAt(1.01).Should().BeNull();
        frontier.AccuracyAt(1.01).Should().BeNull();
    }

    [Fact]
    public void Between_two_points_it_is_the_one_that_has_what_is_asked_for()
    {
        var frontier = new ClassOffsetFrontier([(0.9, 0.5), (0.8, 0.6), (0.7, 0.7)]);

        (frontier.AccuracyAt(0.55), frontier.AccuracyAt(0.6), frontier.AccuracyAt(0.61)).Should().Be((0.8, 0.8, 0.7));
        (frontier.WorstRecallAt(0.75), frontier.WorstRecallAt(0.8), frontier.WorstRecallAt(0.81)).Should().Be((0.6, 0.6, 0.5));
    }

    [Fact]
    public void Without_scores_or_images_of_a_class_there_is_none()
    {
        ClassOffsetFrontier.Of(new Predictions([0, 0, 1], new double[9], 3)).Should().BeNull();
        ClassOffsetFrontier.Of(new Predictions([0, 1], new double[4], 2) { HasScores = false }).Should().BeNull();
    }

    /// <summary>A model that shuns its first class.</summary>
    private static Predictions Biased(Predictions predictions, double by) => new(
        predictions.Labels.ToArray(),
        [.. Enumerable.Range(0, predictions.Count).SelectMany(image =>
            predictions.Logits(image).ToArray().Select((logit, c) => c == 0 ? logit - by : logit))],
        predictions.Classes);

    private static (double Accuracy, double WorstRecall) Point(Predictions predictions, Func<int, int> answer)
    {
        var counts = new long[predictions.Classes, predictions.Classes];
        for (var image = 0; image < predictions.Count; image++) counts[predictions.Labels[image], answer(image)]++;
        var matrix = new ConfusionMatrix(counts);
        return (matrix.Accuracy!.Value, Disparity.OfRecall(matrix).Smallest!.Value);
    }
}
