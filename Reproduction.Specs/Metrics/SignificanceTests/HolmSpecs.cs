using Reproduction.Metrics.SignificanceTests;

namespace Reproduction.Specs.Metrics.SignificanceTests;

public sealed class HolmSpecs
{
    [Fact]
    public void The_smallest_counts_as_many_times_as_there_are_tests_and_none_falls_below_one_before_it() =>
        Holm.Adjusted([0.04, 0.01, 0.03, 0.9]).Should()
            .Equal([0.09, 0.04, 0.09, 0.9], (found, expected) => Math.Abs(found - expected) < 1e-12);

    [Fact]
    public void No_probability_exceeds_1() => Holm.Adjusted([0.6, 0.7]).Should().Equal(1, 1);

    [Fact]
    public void An_undefined_test_counts_in_the_family_as_one_that_shows_nothing() =>
        Holm.Adjusted([0.03, null, 0.01]).Should().Equal(0.06, null, 0.03);
}
