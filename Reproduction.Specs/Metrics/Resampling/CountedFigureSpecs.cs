using MathNet.Numerics.Distributions;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Intervals of what images add up to, by SciPy's χ² and by Poisson's exact limits.</summary>
public sealed class CountedFigureSpecs
{
    [Fact]
    public void The_interval_is_Fays_and_Feuers_by_SciPys_chi_squared()
    {
        foreach (var count in GoldenValues.Json("intervals", "counts").EnumerateArray())
        {
            double Value(string name) => count.GetProperty(name).GetDouble();
            var interval = Loss(Value("lacking"), Value("variance"), Value("unseen")).Interval()!.Value;
            foreach (var (end, expected) in new[] { interval.Low, interval.High }.Zip(count.GetProperty("interval").EnumerateArray()
                .Select(end => end.GetDouble())))
                end.Should().BeApproximately(expected, 1e-9 * Math.Max(1, expected), count.ToString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_rare_errors_that_weigh_alike_it_is_Poissons_exact_interval(int errors)
    {
        // Of 100 images; the variance of a Poisson count is the count.
        var interval = Loss(errors / 100.0, errors / 10000.0, 0.01).Interval()!.Value;

        // As many errors or fewer have a probability of 2.5 % at the upper end, as many or more at the lower.
        Poisson.CDF(100 * interval.High, errors).Should().BeApproximately(0.025, 1e-9);
        if (errors > 0) (1 - Poisson.CDF(100 * interval.Low, errors - 1)).Should().BeApproximately(0.025, 1e-9);
        else interval.Low.Should().Be(0);
    }

    [Fact]
    public void What_lacks_to_a_perfect_score_is_counted_down_from_1_and_ends_at_its_range()
    {
        var score = new CountedFigure(perfect: 1, unseen: 0.01, worst: 1, 0.96, [0.98, 0.94]).Interval()!.Value;
        var loss = Loss(0.04, 0.0004, 0.01).Interval()!.Value;
        score.Low.Should().BeApproximately(1 - loss.High, 1e-12);
        score.High.Should().BeApproximately(1 - loss.Low, 1e-12);

        new CountedFigure(1, 0.9, 1, 0.1, [0.1, 0.1]).Interval()!.Value.Low.Should().Be(0);
    }

    /// <summary>Poisson's exact limit of no event, −ln 0.025 = 3.689, in what one image might add.</summary>
    [Fact]
    public void Where_nothing_is_right_what_is_right_is_the_rare_event()
    {
        var score = new CountedFigure(perfect: 1, unseen: 0.1, worst: 1, 0, [0, 0]).Interval()!.Value;
        (score.Low, score.High).Should().Be((0, score.High));
        score.High.Should().BeApproximately(0.1 * -Math.Log(0.025), 1e-9);

        new CountedFigure(perfect: 0, unseen: 0.1, worst: 2, 2, [2, 2]).Interval()!.Value.Low.Should()
            .BeApproximately(2 - 0.1 * -Math.Log(0.025), 1e-9);
        new CountedFigure(perfect: 1, unseen: 0.5, worst: 1, 0, [0, 0]).Interval().Should().Be(new Interval(0, 1));
    }

    [Fact]
    public void A_difference_on_many_images_has_its_percentiles_and_one_on_none_two_images_worth()
    {
        var one = new CountedFigure(0, 1e-9, 1, 0.5, [0.4, 0.5, 0.6]);
        var other = new CountedFigure(0, 1e-9, 1, 0.3, [0.3, 0.3, 0.3]);
        var interval = one.Minus(other)!.Value;
        interval.Low.Should().BeApproximately(0.2 - 0.095, 1e-6);
        interval.High.Should().BeApproximately(0.2 + 0.095, 1e-6);

        var same = new CountedFigure(0, 0.01, 1, 0.3, [0.3, 0.3]).Minus(new CountedFigure(0, 0.02, 1, 0.3, [0.3, 0.3]))!.Value;
        same.High.Should().BeApproximately(1.959964 * Math.Sqrt(2) * 0.02, 1e-7);
        same.Low.Should().Be(-same.High);
    }

    /// <summary>A loss of given variance over its resamples.</summary>
    private static CountedFigure Loss(double value, double variance, double unseen) =>
        new(perfect: 0, unseen, worst: double.PositiveInfinity, value, [value + Math.Sqrt(variance), value - Math.Sqrt(variance)]);
}
