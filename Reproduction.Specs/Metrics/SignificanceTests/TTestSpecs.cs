using System.Text.Json;
using Reproduction.Metrics.SignificanceTests;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics.SignificanceTests;

public sealed class TTestSpecs
{
    private static readonly JsonElement SciPy = GoldenValues.Json("t_tests", "tests");

    [Fact]
    public void The_noncentral_t_distribution_is_SciPys()
    {
        foreach (var point in GoldenValues.Json("t_tests", "noncentral_t").EnumerateArray())
            NoncentralT.Cdf(Value(point, "t"), (int)Value(point, "degrees_of_freedom"), Value(point, "noncentrality"))
                .Should().BeApproximately(Value(point, "cdf"), 1e-8, point.ToString());
    }

    [Fact]
    public void Two_sets_of_runs_are_compared_as_SciPy_compares_them() =>
        TTest.OfSets(Values("fresh"), Values("reference"), 0.05).PValue.Should().BeApproximately(Value(SciPy, "two_sets_p_value"), 1e-12);

    [Fact]
    public void A_mean_difference_and_its_interval_are_SciPys()
    {
        var test = TTest.OfMean(Values("differences"), 0.05);

        test.PValue.Should().BeApproximately(Value(SciPy, "mean_p_value"), 1e-12);
        test.Interval.Low.Should().BeApproximately(SciPy.GetProperty("mean_interval")[0].GetDouble(), 1e-12);
        test.Interval.High.Should().BeApproximately(SciPy.GetProperty("mean_interval")[1].GetDouble(), 1e-12);
    }

    [Fact]
    public void The_power_of_a_test_is_SciPys()
    {
        foreach (var point in SciPy.GetProperty("power").EnumerateArray())
            new TTest(0, 1, 1, (int)Value(point, "degrees_of_freedom"), 0.05).Power(Value(point, "noncentrality"))
                .Should().BeApproximately(Value(point, "power"), 1e-8);
    }

    [Fact]
    public void A_published_figure_is_tested_against_the_prediction_interval_of_one_run_more()
    {
        // By hand: mean 2, s = 1, √(1 + 1/3) = 1.1547, t(0.975, 2) = 4.3027: half-width 4.9683.
        var test = TTest.OneAgainst(4, [1, 2, 3], 0.05);

        test.Difference.Should().Be(2);
        test.Interval.High.Should().BeApproximately(2 + 4.9683, 1e-4);
        test.Rejects.Should().BeFalse();
        TTest.OneAgainst(2 + 4.97, [1, 2, 3], 0.05).Rejects.Should().BeTrue();
        TTest.OneAgainst(2 + 4.96, [1, 2, 3], 0.05).Rejects.Should().BeFalse();
    }

    [Fact]
    public void The_detectable_difference_is_the_one_that_the_power_is_for()
    {
        var test = new TTest(0, 0.004, Math.Sqrt(1.0 / 5 + 1.0 / 3), 6, 0.05);

        test.Power(test.Detectable(0.8)).Should().BeApproximately(0.8, 1e-6);
    }

    [Fact]
    public void Runs_that_do_not_scatter_see_every_difference() => new TTest(0, 0, 1, 6, 0.05).Detectable(0.8).Should().Be(0);

    [Theory]
    [InlineData(1, 34)]
    [InlineData(0.5, 10)]
    public void The_number_of_seeds_is_that_of_the_textbooks(double deviation, int seeds)
    {
        // Cohen (1988), table 2.3.5 and every power calculator: a paired effect of 0.5 needs 34 pairs at 5 % and power 0.8,
        // an effect of 1 needs 10.
        TTest.SeedsToSee(deviation, 0.5, 0.05, 0.8).Should().Be(seeds);
    }

    [Fact]
    public void The_detectable_difference_of_five_runs_and_three_is_SciPys() =>
        new TTest(0, 0.004, Math.Sqrt(1.0 / 5 + 1.0 / 3), 6, 0.05).Detectable(0.8).Should().BeApproximately(0.00983532950654768, 1e-10);

    [Fact]
    public void Runs_that_do_not_scatter_reject_every_difference_and_none_at_the_level()
    {
        var test = new TTest(0, 0, 1, 6, 0.05);

        (test.Power(0), test.Power(1e-9)).Should().Be((0.05, 1));
        test.Rejects.Should().BeFalse();
        new TTest(0, 0, 1, 6, 1).Rejects.Should().BeFalse("a p-value of the level itself is none below it");
    }

    [Fact]
    public void Runs_that_leave_no_degree_of_freedom_are_refused()
    {
        FluentActions.Invoking(() => TTest.OneAgainst(1, [1], 0.05))
            .Should().Throw<ArgumentException>().WithMessage("0 degrees of freedom*");
        FluentActions.Invoking(() => TTest.OfMean([1], 0.05)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => TTest.OfSets([1], [2], 0.05)).Should().Throw<ArgumentException>();
        TTest.OfSets([1], [2, 3], 0.05).DegreesOfFreedom.Should().Be(1);
    }

    [Fact]
    public void Equal_runs_and_an_equal_figure_differ_by_nothing_and_any_other_figure_does()
    {
        TTest.OneAgainst(0.9, [0.9, 0.9, 0.9], 0.05).PValue.Should().Be(1);
        TTest.OneAgainst(0.8, [0.9, 0.9, 0.9], 0.05).PValue.Should().Be(0);
    }

    [Fact]
    public void The_test_of_a_published_figure_rejects_a_true_one_as_often_as_its_level_says()
    {
        var normal = new Random(1).Normal();
        var repetitions = Effort.Of(20_000, mutated: 300);

        var rejected = Enumerable.Range(0, repetitions)
            .Count(_ => TTest.OneAgainst(normal(), [normal(), normal(), normal(), normal(), normal()], 0.05).Rejects);

        ((double)rejected / repetitions).Should().BeApproximately(0.05, 4 * Math.Sqrt(0.05 * 0.95 / repetitions));
    }

    [Fact]
    public void Its_power_is_the_share_of_rejections_of_a_figure_that_is_off()
    {
        var normal = new Random(2).Normal();
        var repetitions = Effort.Of(20_000, mutated: 300);
        const double off = 4;
        var expected = new TTest(0, 1, Math.Sqrt(1.2), 4, 0.05).Power(off);

        var rejected = Enumerable.Range(0, repetitions)
            .Count(_ => TTest.OneAgainst(off + normal(), [normal(), normal(), normal(), normal(), normal()], 0.05).Rejects);

        ((double)rejected / repetitions).Should().BeApproximately(expected, 4 * Math.Sqrt(expected * (1 - expected) / repetitions));
    }

    private static double Value(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private static double[] Values(string name) => [.. SciPy.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}

/// <summary>Normal numbers (Box and Muller).</summary>
internal static class NormalNumbers
{
    internal static Func<double> Normal(this Random random) =>
        () => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
