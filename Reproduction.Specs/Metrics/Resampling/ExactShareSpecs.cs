using Reproduction.Metrics.Resampling;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics.Resampling;

public sealed class ExactShareSpecs
{
    [Fact]
    public void The_interval_of_a_share_is_SciPys_exact_one()
    {
        foreach (var share in GoldenValues.Json("intervals", "shares").EnumerateArray())
        {
            var interval = ExactShare.Interval(share.GetProperty("hits").GetInt64(), share.GetProperty("images").GetInt64())!.Value;
            interval.Low.Should().BeApproximately(share.GetProperty("interval")[0].GetDouble(), 1e-10, share.ToString());
            interval.High.Should().BeApproximately(share.GetProperty("interval")[1].GetDouble(), 1e-10, share.ToString());
        }
    }

    [Fact]
    public void Where_all_images_are_right_the_interval_still_has_a_width() =>
        ExactShare.Interval(50, 50)!.Value.Low.Should().BeApproximately(Math.Pow(0.025, 1 / 50.0), 1e-12);

    [Fact]
    public void Of_no_images_there_is_none() => ExactShare.Interval(0, 0).Should().BeNull();

    [Theory]
    [InlineData(50, 0.97)]
    [InlineData(100, 0.999)]
    [InlineData(1000, 0.999)]
    [InlineData(20, 0.5)]
    public void It_holds_the_truth_in_95_percent_at_least_however_near_to_1_the_truth_is(int images, double truth)
    {
        var distribution = new MathNet.Numerics.Distributions.Binomial(truth, images);

        var held = Enumerable.Range(0, images + 1).Where(hits => ExactShare.Interval(hits, images)!.Value.Contains(truth))
            .Sum(distribution.Probability);

        held.Should().BeGreaterThanOrEqualTo(0.95);
    }
}
