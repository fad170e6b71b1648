using IntervalCoverage;
using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>What <c>make interval-coverage</c> takes for the truth, and what it says of intervals.</summary>
public sealed class IntervalCoverageSpecs
{
    [Fact]
    public void Populations_have_exactly_the_recalls_and_the_correlation_asked_for()
    {
        double[][] recalls = [[.9, .75], [.8, .95]];

        var models = Population.OfRecalls(recalls, 1000, correlation: 0.4).Truth;

        foreach (var (model, wanted) in models.Zip(recalls))
            Enumerable.Range(0, 2).Select(ConfusionMatrix.Of(model).Recall).Should().Equal(wanted[0], wanted[1]);
        double both = Enumerable.Range(0, 1000).Count(image => models.All(model => model.Predicted[image] == 0)) / 1000.0;
        ((both - .9 * .8) / Math.Sqrt(.9 * .1 * .8 * .2)).Should().BeApproximately(0.4, 0.01, "an image more or less is 0.008");
    }

    [Fact]
    public void A_calibrated_population_has_no_calibration_error_and_one_with_larger_logits_has()
    {
        var models = Population.Calibrated(classes: 10, factor: 1.1).Truth;

        Calibration.ExpectedCalibrationError(models[0]).Should().BeApproximately(0, 1e-12);
        Calibration.ExpectedCalibrationError(models[1]).Should().BeGreaterThan(0.005);
    }

    [Fact]
    public void Answers_of_its_own_make_a_second_model_as_good_and_independent_of_the_first()
    {
        var models = Population.Calibrated(classes: 2, factor: 1.1, hasOwnAnswers: true).Truth;

        double Right(Func<Predictions, int, bool> isRight) =>
            Enumerable.Range(0, 20_000).Average(image => models.All(model => isRight(model, image)) ? 1 : 0);
        var (one, other) = (ConfusionMatrix.Of(models[0]).Recall(0)!.Value, ConfusionMatrix.Of(models[1]).Recall(0)!.Value);
        other.Should().Be(one);
        Right((model, image) => model.Predicted[image] == 0).Should().BeApproximately(one * one, 0.01, "its standard error is 0.003");
    }

    [Fact]
    public void The_disparate_impact_to_be_expected_of_few_images_is_that_of_all_that_they_can_print()
    {
        // Two classes of two images: 0, 1 or 2 right each; where none is right there is no disparate impact.
        double[] Of(double recall) => [(1 - recall) * (1 - recall), 2 * recall * (1 - recall), recall * recall];
        var (one, other) = (Of(.9), Of(.6));
        var expected = (
            from a in Enumerable.Range(0, 3)
            from b in Enumerable.Range(0, 3)
            where a + b > 0
            select one[a] * other[b] * (a + b) / (2.0 * Math.Max(a, b))).Sum();

        MeanImpact.Of([.9, .6], 2).Should().BeApproximately(expected, 1e-12);
        MeanImpact.Of([.8, .8, .8], 50).Should().BeApproximately(EqualRecall.DisparateImpact([50, 50, 50], .8), 1e-12);
    }

    [Fact]
    public void Intervals_that_hold_the_truth_too_seldom_are_named_and_luck_is_told_from_fault()
    {
        FigureCounts Counts(int holds) => new(0) { Known = 400, Holds = holds };
        var measured = new Measurement(
            400, new() { ["accuracy"] = Counts(372), ["ece"] = Counts(371), ["brier"] = Counts(300) }, [], Seconds: 60);

        var text = Undercoverage.Of([(Cell.Singles[0], measured)]);

        // Binomial(400, .93): P(≤ 371) by SciPy 0.4499; P(≤ 300) below 1e-15. 372 of 400 are .93.
        text.Should().Contain("| equal .92 | 20 | 400 | ece | 0.927 | 0.45 |").And.MatchRegex(@"\| brier \| 0\.750 \| \S*E-\d+ \|")
            .And.NotContain("| accuracy |").And.Contain("1 of them is below 0.93");
        // Of three intervals at 5 %: P(≤ 360) 0.0155 is below 0.0167, P(≤ 361) 0.0238 is not.
        text.Should().Contain("0.900 of 400");
    }
}
