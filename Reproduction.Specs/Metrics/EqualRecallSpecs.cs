using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class EqualRecallSpecs
{
    [Theory]
    [InlineData(0.8, 0.9765)]
    [InlineData(0.9142, 0.9856)]
    [InlineData(0.9524, 0.9895)]
    public void Ten_classes_of_a_thousand_images_print_less_than_1_on_average(double recall, double expected) =>
        EqualRecall.DisparateImpact([.. Enumerable.Repeat(1000L, 10)], recall).Should().BeApproximately(expected, 0.0001);

    [Fact]
    public void It_is_the_mean_over_all_outcomes_of_few_images_where_any_is_right()
    {
        long[] images = [3, 2, 3];
        const double recall = 0.6;
        double expected = 0;
        for (var a = 0; a <= 3; a++)
            for (var b = 0; b <= 2; b++)
                for (var c = 0; c <= 3; c++)
                {
                    if (a + b + c == 0) continue;
                    double Probability(int hits, int of) => MathNet.Numerics.Distributions.Binomial.PMF(recall, of, hits);
                    expected += Probability(a, 3) * Probability(b, 2) * Probability(c,
                        3) * Disparity.Over([a / 3.0, b / 2.0, c / 3.0]).DisparateImpact!.Value;
                }

        // No disparate impact is printed where all eight images are wrong.
        EqualRecall.DisparateImpact(images, recall).Should().BeApproximately(expected / (1 - Math.Pow(0.4, 8)), 1e-12);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(10, 0)]
    [InlineData(10, double.NaN)]
    public void Without_images_or_a_recall_above_0_it_is_not_defined(long images, double recall) =>
        FluentActions.Invoking(() => EqualRecall.DisparateImpact([10, images], recall)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Classes_that_are_always_right_print_1() => EqualRecall.DisparateImpact([10, 10], 1).Should().Be(1);
}
