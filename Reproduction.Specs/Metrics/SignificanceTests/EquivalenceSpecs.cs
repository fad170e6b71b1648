using Reproduction.Metrics.SignificanceTests;
using Reproduction.Specs.Golden;

namespace Reproduction.Specs.Metrics.SignificanceTests;

/// <summary>Two one-sided tests, their power and what no number of runs can show, against SciPy and by simulation.</summary>
public sealed class EquivalenceSpecs
{
    [Fact]
    public void A_difference_is_shown_to_be_within_a_margin_where_the_90_percent_interval_is()
    {
        // By hand: s = 1, scale √(4/3) = 1.1547, t(0.95, 2) = 2.9200: half-width 3.3717.
        var test = TTest.OneAgainst(2, [1, 2, 3], 0.05);

        Equivalence.HalfWidth(test).Should().BeApproximately(3.3717, 1e-4);
        (test.IsShown(3.3716), test.IsShown(3.3718)).Should().Be((false, true));
    }

    [Fact]
    public void The_power_and_the_bound_of_a_deviation_are_SciPys()
    {
        foreach (var point in GoldenValues.Json("t_tests", "equivalence").EnumerateArray())
        {
            double Value(string name) => point.GetProperty(name).GetDouble();
            var runs = (int)Value("runs");
            Equivalence.Power(Math.Sqrt(1 + 1.0 / runs), runs - 1, 0.05, Value("deviation"), Value("margin"))
                .Should().BeApproximately(Value("power"), 1e-6, point.ToString());
            Equivalence.UpperDeviation(Value("deviation"), runs - 1, 0.8).Should()
                .BeApproximately(Value("upper"), 1e-9 * Value("upper"), point.ToString());
        }
    }

    [Fact]
    public void Its_error_at_the_margin_is_no_more_than_the_level_and_its_power_that_which_is_stated()
    {
        var normal = new Random(3).Normal();
        var repetitions = Effort.Of(20_000, mutated: 300);
        double Shown(double off, double margin) => Enumerable.Range(0, repetitions)
            .Count(_ => TTest.OneAgainst(off + normal(), [normal(), normal(), normal(), normal(), normal()], 0.05)
                .IsShown(margin)) / (double)repetitions;

        Shown(off: 4, margin: 4).Should().BeLessThan(0.05 + 4 * 0.0016);
        Shown(off: 0, margin: 4).Should().BeApproximately(Equivalence.Power(Math.Sqrt(1.2), 4, 0.05, deviation: 1, margin: 4), 0.015);
    }

    [Fact]
    public void Above_a_deviation_of_margin_over_1_645_and_1_282_no_number_of_seeds_shows_it()
    {
        var largest = Equivalence.LargestDeviation(0.0146, 0.05, 0.8);

        largest.Should().BeApproximately(0.0146 / (1.6448536 + 1.2815516), 1e-8);
        Equivalence.SeedsToShow(1.001 * largest, 0.0146, 0.05, 0.8).Should().BeNull();
        foreach (var point in GoldenValues.Json("t_tests", "seeds_to_show").EnumerateArray())
            Equivalence.SeedsToShow(point.GetProperty("share").GetDouble() * largest, 0.0146, 0.05, 0.8).Should()
                .Be(point.GetProperty("seeds").GetInt32(), point.ToString());
    }
}
