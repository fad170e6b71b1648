using Reproduction.Metrics;

namespace Reproduction.Specs.Metrics;

public sealed class IntervalSpecs
{
    [Theory]
    [InlineData(0.9, false)]
    [InlineData(1, true)]
    [InlineData(1.5, true)]
    [InlineData(2, true)]
    [InlineData(2.1, false)]
    public void An_interval_holds_its_ends_and_what_lies_between(double value, bool held) =>
        new Interval(1, 2).Contains(value).Should().Be(held);
}
