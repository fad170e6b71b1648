using MathNet.Numerics.Distributions;
using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>How the difference of two calibration errors gets its interval, whose bins may or may not be right.</summary>
public sealed class BinnedFigureSpecs
{
    [Fact]
    public void Each_end_of_a_difference_takes_one_models_doubtful_bins_as_right_and_the_others_as_not()
    {
        // Errors of 0.01 with deviations of 0.02, so near 0, and of 0.3 and 0.01 with deviations of 0.01, one away and one near.
        var (mine, away, near) = (Bin(0.01, 0.02), Bin(0.3, 0.01), Bin(0.01, 0.01));

        // K = 0.02, 0.02 and L = 0.02, −0.02 of the first; K = L = 0.01, −0.01 of the second: K − L′ = 0.01, 0.03, L − K′ = 0.01, −0.01.
        Spans(mine.Minus(away)!.Value, -0.29 - (0.03 - 0.025 * 0.02), -0.29 - (-0.01 + 0.025 * 0.02));
        // K′ = 0.01, 0.01 and L′ = 0.01, −0.01 of the third: K − L′ as before, L − K′ = 0.01, −0.03.
        Spans(mine.Minus(near)!.Value, -(0.03 - 0.025 * 0.02), 0.03 - 0.025 * 0.04);
    }

    [Fact]
    public void Errors_that_are_the_same_in_every_resample_do_not_differ()
    {
        Spans(Bin(0.01, 0.02).Minus(Bin(-0.01, -0.02))!.Value, 0, 0);
    }

    [Fact]
    public void The_interval_holds_the_difference_of_a_right_model_and_one_that_is_off_by_hardly_more_than_luck()
    {
        // Four bins each in units of their standard error, the first model's right, the second's off by 2, with luck against the
        // first's. By both at the kink, both off it, or one so and one by percentiles the difference was held in 0.89.
        const int sets = 1500, resamples = 200, bins = 4;
        const double unit = 1e-3, off = 2 * unit;
        var random = new Random(1);
        var held = 0;
        for (var set = 0; set < sets; set++)
        {
            var (right, wrong) = (new BinnedErrors(resamples, 0), new BinnedErrors(resamples, 0));
            for (var bin = 0; bin < bins; bin++)
            {
                var luck = Normal.Sample(random, 0, unit);
                var (mine, its) = (new double[resamples], new double[resamples]);
                for (var r = 0; r < resamples; r++)
                {
                    var deviation = Normal.Sample(random, 0, unit);
                    (mine[r], its[r]) = (luck + deviation, off - luck - deviation);
                }
                right.Add(luck, mine);
                wrong.Add(off - luck, its);
            }
            if (right.Figure(Unbounded).Minus(wrong.Figure(Unbounded))!.Value.Contains(-bins * off)) held++;
        }

        (held / (double)sets).Should().BeInRange(0.93, 0.98);
    }

    /// <summary>So many images that none of them matters.</summary>
    private const long Unbounded = long.MaxValue;

    private static BinnedFigure Bin(double error, double deviation)
    {
        var errors = new BinnedErrors(resamples: 2, image: 0);
        errors.Add(error, [error + deviation, error - deviation]);
        return errors.Figure(Unbounded);
    }

    private static void Spans(Interval found, double low, double high)
    {
        found.Low.Should().BeApproximately(low, 1e-12);
        found.High.Should().BeApproximately(high, 1e-12);
    }
}
