using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Disparities where classes may be tied for the best or the worst, worked by hand on few classes and two resamples.</summary>
public sealed class TiedClassesSpecs
{
    /// <summary>So many images that what none of them shows leaves nothing open.</summary>
    private const long Many = 1_000_000_000_000;

    private const double Rounding = 1e-9;

    [Fact]
    public void Of_classes_far_apart_the_best_is_one_class_and_the_worst_another()
    {
        // Both recalls scatter by 0.1, so that they are tied up to a distance of 2.5 · √0.02 = 0.354: not at 0.4.
        var of = Figures([0.8, 0.4], [0.9, 0.3], [0.7, 0.5]);

        // Mirrored: the best becomes 0.7 and 0.9, the worst 0.5 and 0.3, the mean stays 0.6.
        Spans(of.DisparateImpact, Ends([0.6 / 0.9, 0.6 / 0.7], [0.6 / 0.7, 0.6 / 0.9]));
        Spans(of.Ratio, Ends([0.3 / 0.9, 0.5 / 0.7], [0.5 / 0.7, 0.3 / 0.9]));
        Spans(of.Gap, Ends([0.6, 0.2], [0.2, 0.6]));
        Spans(of.Smallest, Ends([0.3, 0.5], [0.5, 0.3]));
        // The worst class's errors: 0.7 of 0.8 and 0.5 of 0.8.
        Spans(of.WorstShare, Ends([0.7 / 0.8, 0.5 / 0.8], [0.5 / 0.8, 0.7 / 0.8]));
    }

    [Fact]
    public void Of_classes_within_their_scatter_either_may_be_the_best_or_the_worst()
    {
        // Distance 0.1. Deviations 0.1 and 0, then 0 and 0.2: variances 0.005 and 0.02, of which the tied have 0.0125 in common, so that
        // the first class's deviations count √2.5 times. Mirrored means: 0.7, 0.65.
        var of = Figures([0.8, 0.7], [0.9, 0.7], [0.8, 0.9]);
        var scaled = 0.1 * Math.Sqrt(2.5);

        Spans(of.DisparateImpact, Ends([0.8 / 0.9, 0.85 / 0.9], [0.7 / (0.8 - scaled), 0.65 / 0.6]));
        // The worst moves by 0 in both resamples.
        Spans(of.Ratio, Ends([0.7 / 0.9, 0.8 / 0.9], [0.7 / (0.8 - scaled), 0.7 / 0.6]));
        Spans(of.Gap, Ends([0.2, 0.1], [0.1 - scaled, -0.1]));
    }

    [Fact]
    public void A_class_that_was_best_by_luck_counts_with_the_scatter_of_all()
    {
        // The best shows no scatter at all. Pooled, both have a variance of 0.005: within 2.5 · 0.1 of each other.
        var of = Figures([1, 0.8], [1, 0.9], [1, 0.7]);

        // So the other may be the best: mirrored best 0.9 and 1.1 − the first class moves by 0, the second by 0.1 and −0.1.
        Spans(of.Gap, Ends([0.1, 0.3], [0.2 - 0.1 - 0.0, 0.2 - 0 - 0.1]));
    }

    [Fact]
    public void Of_many_classes_the_largest_recall_found_is_not_divided_by_but_the_one_that_luck_left()
    {
        // A hundred classes of recall 0.5 on 20 images: the largest found is about 0.77, the disparate impact about 0.65.
        var classifier = new SimulatedClassifier([.. Enumerable.Repeat(0.5, 100)], imagesPerClass: 20);

        var held =
            Enumerable.Range(0, 10).Count(repetition =>
                Bootstrap.Of(classifier.Answers(repetition), 200, 1).Intervals()[3]!.Value.Contains(1));

        held.Should().BeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public void What_images_that_show_no_error_leave_open_stays_open()
    {
        // All right: one class may err in 1 − 0.025^(1/50) of its images, all in as many of theirs together; −ln 0.025 / n is that, rounded
        // up.
        var of = TiedClasses.Figures([1, 1], [[1, 1], [1, 1]], [50, 50])!;

        of.DisparateImpact!.Interval()!.Value.Low.Should().BeApproximately(1 - 3.68888 / 100, 1e-6);
        of.Ratio!.Interval()!.Value.Low.Should().BeApproximately(1 - 3.68888 / 50, 1e-6);
        of.Gap!.Interval()!.Value.High.Should().BeApproximately(3.68888 / 50, 1e-6);
        of.WorstShare.Should().BeNull("nobody errs");
    }

    /// <summary>
    /// 100 images of each class: of a class without an error 1 − 0.025^(1/100) = 0.0362 of them may be wrong, and of two 0.0366 together.
    /// </summary>
    [Theory]
    [InlineData(0.8, new[] { 1.0 }, 0.2 / (0.2 + 0.036217))]
    [InlineData(0.8, new[] { 1.0, 1.0 }, 0.2 / (0.2 + 0.036552))]
    [InlineData(0.8, new[] { 1.0, 0.9 }, 0.2 / (0.3 + 0.036217))]
    [InlineData(0.99, new[] { 1.0 }, 0.5)]
    public void The_worst_classs_share_may_be_smaller_by_errors_that_others_have_and_did_not_show(double worst, double[] others, double low)
    {
        double?[] recalls = [worst, .. others];

        var found = TiedClasses.Figures(recalls, [recalls, recalls], [.. recalls.Select(_ => 100L)])!.WorstShare!.Interval()!.Value;

        found.Low.Should().BeApproximately(low, 1e-5);
    }

    /// <summary>50 images of each class: of two of the three classes 2 (1 − 0.025^(1/100)) = 0.0724 may be right.</summary>
    [Fact]
    public void The_worst_classs_share_may_be_larger_where_others_show_nothing_but_errors()
    {
        var found = TiedClasses.Figures([0, 0, 0], [[0, 0, 0], [0, 0, 0]], [50, 50, 50])!.WorstShare!.Interval()!.Value;

        found.High.Should().BeApproximately(1 / (3 - 0.072434), 1e-5);
    }

    [Fact]
    public void Where_nothing_is_right_the_best_and_the_worst_class_may_yet_be_better()
    {
        var of = TiedClasses.Figures([0, 0], [[0, 0], [0, 0]], [50, 50])!;

        of.DisparateImpact.Should().BeNull("a ratio to nothing is undefined");
        of.Gap!.Interval().Should().Be(of.Smallest!.Interval());
        of.Smallest!.Interval()!.Value.Low.Should().Be(0);
        of.Smallest!.Interval()!.Value.High.Should().BeApproximately(3.68888 / 50, 1e-6);
    }

    [Fact]
    public void What_is_undefined_in_the_sample_or_a_resample_has_no_ties()
    {
        TiedClasses.Figures([null, 0.5], [[0.4, 0.5]], [Many, Many]).Should().BeNull();
        TiedClasses.Figures([0.4, 0.5], [[0.4, 0.5], [null, 0.5]], [Many, Many]).Should().BeNull();
        AreUndefined(TiedClasses.Figures([0.4, 0.5], [[0, 0]], [Many, Many])!).Should()
            .Equal([true, true, false, false, false], "a ratio to nothing is undefined");
        AreUndefined(TiedClasses.Figures([0.4, 0.5], [[0, 0.5]], [Many, Many])!).Should().OnlyContain(isUndefined => !isUndefined);
    }

    private static bool[] AreUndefined(KinkedDisparity of) =>
        [of.DisparateImpact is null, of.Ratio is null, of.Gap is null, of.Smallest is null, of.WorstShare is null];

    private static KinkedDisparity Figures(double[] values, params double[][] resampled) => TiedClasses.Figures(
        [.. values.Select(value => (double?)value)], [.. resampled.Select(sample => sample.Select(value => (double?)value).ToArray())],
        [.. values.Select(_ => Many)])!;

    /// <summary>The hull of the percentile intervals of both, within 0 to 1.</summary>
    private static Interval Ends(double[] plain, double[] mirrored)
    {
        var (one, other) = (Percentiles(plain), Percentiles(mirrored));
        return new(Math.Clamp(Math.Min(one.Low, other.Low), 0, 1), Math.Clamp(Math.Max(one.High, other.High), 0, 1));
    }

    /// <summary>Of two values: 2.5 % of the way from each end.</summary>
    private static Interval Percentiles(double[] two) =>
        new(two.Min() + 0.025 * (two.Max() - two.Min()), two.Max() - 0.025 * (two.Max() - two.Min()));

    private static void Spans(KinkedFigure? figure, Interval expected)
    {
        var found = figure!.Interval()!.Value;
        found.Low.Should().BeApproximately(expected.Low, Rounding);
        found.High.Should().BeApproximately(expected.High, Rounding);
    }
}
