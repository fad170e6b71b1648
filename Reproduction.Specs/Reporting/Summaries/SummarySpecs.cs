using Reproduction.Reporting.Summaries;

namespace Reproduction.Specs.Reporting.Summaries;

/// <summary>Several seeds together: what is known in closed form.</summary>
public sealed class SummarySpecs
{
    [Fact]
    public void Seeds_on_the_same_images_have_the_images_noise_in_the_interval_of_their_mean()
    {
        // Two seeds that agree in every resample: no more is known of the mean than of one of them.
        double[] images = [.. Enumerable.Range(0, 2001).Select(i => 0.9 + (i - 1000) / 100_000.0)];

        var figure = SummaryFigure.Of([0.9, 0.9], [images, images]);

        figure.Crossed!.Value.Low.Should().BeApproximately(0.9 - 0.0095, 1e-6);
        figure.Crossed!.Value.High.Should().BeApproximately(0.9 + 0.0095, 1e-6);
        // Uniform between −0.01 and 0.01.
        figure.ImageDeviation.Should().BeApproximately(0.02 / Math.Sqrt(12), 1e-5);
    }

    [Fact]
    public void Where_images_move_nothing_the_interval_is_the_seeds()
    {
        // Student's interval of the mean: s/√3 times t(0.975, 2) = 4.30265.
        double[] values = [0.1, 0.2, 0.3];
        var figure = SummaryFigure.Of(values, [.. values.Select(value => (double[])[.. Enumerable.Repeat(value, 20_000)])]);

        var (low, high) = (figure.Crossed!.Value.Low, figure.Crossed.Value.High);
        (0.2 - low).Should().BeApproximately(0.1 / Math.Sqrt(3) * 4.30265, 0.0005);
        (high - 0.2).Should().BeApproximately(0.1 / Math.Sqrt(3) * 4.30265, 0.0005);
        figure.ImageShare.Should().BeApproximately(0, 1e-12);
        figure.Deviation.Should().BeApproximately(0.1, 1e-12);
    }

    [Fact]
    public void Wins_the_probability_of_improvement_and_Students_test_are_counted_by_hand()
    {
        var figure = SummaryFigure.Of([0.1, -0.1, 0.3, 0], [[0, 1], [0, 1], [0, 1], [0, 1]]);

        figure.Wins.Should().Be(2.5);
        // t = 0.075 / (s / 2), s² = (0.025² + 0.175² + 0.225² + 0.075²) / 3.
        figure.Test!.PValue.Should().BeApproximately(0.44444, 0.00001);
        SummaryFigure.ProbabilityAbove([1, 2], [1, 3]).Should().Be(0.375);
        figure.Detectable!.Value.ByUpperBound.Should().BeGreaterThan(figure.Detectable.Value.ByDeviation);
    }

    [Theory]
    [InlineData(0.05, 0.25)]
    [InlineData(0.2, 1)]
    public void The_images_share_is_of_the_variance_and_at_most_all_of_it(double images, double share)
    {
        // s = 0.1 between seeds; two resamples, one as far above as the other below: the sample variance is twice the square.
        double[] values = [0.1, 0.2, 0.3];
        var figure = SummaryFigure.Of(
            values, [.. values.Select(value => (double[])[value - images / Math.Sqrt(2), value + images / Math.Sqrt(2)])]);

        figure.ImageShare.Should().BeApproximately(share, 1e-12);
    }

    [Fact]
    public void Seeds_that_are_all_equal_decide_nothing()
    {
        var figure = SummaryFigure.Of([0.1, 0.1, 0.1], [[0.1, 0.2], [0.1, 0.2], [0.1, 0.2]]);

        figure.Test.Should().BeNull();
        figure.Detectable.Should().BeNull();
        figure.ImageShare.Should().BeNull();
    }

    [Fact]
    public void The_tests_of_all_pairs_are_corrected_by_Holm_each_figure_for_itself()
    {
        // t = 2 and 4 with two degrees of freedom: p = 0.18350, 0.05719 (SciPy: 2 * t.sf(2, 2)).
        PairFigure Of(double t) => new(new([t - Math.Sqrt(3), t, t + Math.Sqrt(3)], null, null), null);
        SummaryPair Pair(params PairFigure?[] figures) =>
            new("a", "b", [.. figures, .. Enumerable.Repeat<PairFigure?>(null, Summary.PairFigures.Count - figures.Length)], [], []);

        var corrected = SummaryPair.Corrected([Pair(Of(2), null), Pair(Of(4), Of(4)), Pair(null, null)]);

        corrected[0].Figures[0]!.Adjusted.Should().BeApproximately(2 * 0.18350, 2e-5);
        corrected[1].Figures[0]!.Adjusted.Should().BeApproximately(3 * 0.05719, 3e-5);
        corrected[1].Figures[1]!.Adjusted.Should().BeApproximately(3 * 0.05719, 3e-5, "three pairs were asked, whichever can answer");
    }
}
