using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class RocCurveSpecs
{
    /// <summary>The example of scikit-learn's documentation of <c>roc_curve</c>, as scores of the second class.</summary>
    [Fact]
    public void The_points_are_those_of_scikit_learns_example()
    {
        double[] scores = [0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8];

        RocCurve.Of([0, 0, 1, 1], scores, 2, 1).Should().Equal((0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1));
    }

    [Fact]
    public void Images_that_tie_are_one_step_and_the_area_is_that_of_Mann_and_Whitney()
    {
        var predictions = Simulated.Predictions(images: 300, classes: 4, seed: 5);
        // Scores of one decimal tie often.
        double[] scores = [.. Enumerable.Range(0, 300).SelectMany(image => predictions.Probabilities(image).ToArray())
            .Select(probability => Math.Round(probability, 1))];
        var areas = Auroc.OneVsRest(predictions.Labels, scores, 4);

        for (var c = 0; c < 4; c++)
        {
            var curve = RocCurve.Of(predictions.Labels, scores, 4, c);
            var area = curve.Zip(curve.Skip(1), (from, to) =>
                (to.FalsePositive - from.FalsePositive) * (to.TruePositive + from.TruePositive) / 2).Sum();
            area.Should().BeApproximately(areas[c]!.Value, 1e-12);
        }
    }

    [Fact]
    public void The_macro_curve_is_the_mean_of_the_classes_curves()
    {
        // Two classes told apart wholly; then scores that say nothing.
        var predictions = new Predictions([0, 1, 0, 1], [2.0, 0, 0, 2, 2, 0, 0, 2], 2);

        RocCurve.Macro(RocCurve.OfEachClass(predictions)!, [0, 0.5, 1]).Should().Equal(1, 1, 1);
        RocCurve.Macro(RocCurve.OfEachClass(new([0, 1, 0, 1], [0.0, 0, 0, 0, 0, 0, 0, 0], 2))!, [0, 0.25, 1]).Should().Equal(0, 0.25, 1);
        RocCurve.OfEachClass(new([0, 0], [0.0, 1, 0, 1], 2)).Should().BeNull("class 1 has no images");
    }
}
