using Reproduction.Metrics;
using Reproduction.Metrics.Resampling;

namespace Reproduction.Specs.Metrics.Resampling;

/// <summary>Which intervals a figure with kinks, and a difference of two, are put together of; worked by hand.</summary>
public sealed class KinkedFigureSpecs
{
    private static readonly Interval Anything = new(-10, 10);

    [Fact]
    public void An_interval_holds_what_resampling_gives_and_what_it_gives_mirrored_and_ends_at_its_range()
    {
        Spans(Figure(0.5, [0.3, 0.4], [0.6, 0.7]).Interval()!.Value, 0.3025, 0.6975);
        new KinkedFigure(0.5, [0.3, 0.4], [0.6, 0.7], true, 0, new(0.35, 0.65)).Interval().Should().Be(new Interval(0.35, 0.65));
        Spans(new KinkedFigure(0.5, [0.5, 0.5], [0.5, 0.5], true, floor: 0.1, Anything).Interval()!.Value, 0.4, 0.6);
    }

    [Fact]
    public void A_bias_that_both_models_share_falls_out_of_their_difference()
    {
        // Either is biased by −0.01; their resamples differ by −0.1 and 0.1 around 0.
        var (one, other) = (Figure(0, [-0.11, 0.09], [-0.09, 0.11]), Figure(0, [-0.01, -0.01], [0.01, 0.01]));

        Spans(one.Minus(other)!.Value, -0.095, 0.095);
    }

    [Fact]
    public void Models_of_other_biases_may_each_be_at_its_kink_or_not()
    {
        // Biases of −0.05 and 0 beside a half width of about 0.1: more than 0.3 of it.
        var (one, other) = (Figure(0, [-0.15, 0.05], [-0.05, 0.15]), Figure(0, [0, 0], [0, 0]));

        // The unbiased resamples of the first, around 0.05, reach to 0.145; the plain ones to −0.145.
        Spans(one.Minus(other)!.Value, -0.145, 0.145);
    }

    [Fact]
    public void Where_every_part_may_be_at_the_kink_nothing_says_that_both_models_share_their_bias()
    {
        KinkedFigure Adrift(double[] resamples, double[] mirrored) =>
            new(0, [.. resamples.Select(value => (double?)value)], mirrored, hasAnchor: false, 0, Anything);
        var (one, other) = (Adrift([-0.11, 0.09], [-0.09, 0.11]), Adrift([-0.01, -0.01], [0.01, 0.01]));

        // One model's resamples at the kink, −0.1 and 0.1 around 0.01, against the other's plain ones at −0.01, and the other way round.
        Spans(one.Minus(other)!.Value, -0.115, 0.115);
    }

    [Fact]
    public void A_large_bias_beside_few_images_is_not_taken_for_a_shared_one()
    {
        var (one, other) = (Figure(0, [-0.2, 0], [0, 0.2]), Figure(0, [-0.1, -0.1], [0.1, 0.1]));

        one.Minus(other)!.Value.High.Should().BeGreaterThan(0.25);
    }

    [Fact]
    public void A_point_less_its_bias_stays_within_its_range()
    {
        new KinkedFigure(0.01, [0.015, 0.017], [0, 0], true, 0, new(0, 1)).Debiased.Should().BeApproximately(0.004, 1e-12);
        new KinkedFigure(0.01, [0.03, 0.03], [0, 0], true, 0, new(0, 1)).Debiased.Should().Be(0);
    }

    private static KinkedFigure Figure(double point, double[] resamples, double[] mirrored) =>
        new(point, [.. resamples.Select(value => (double?)value)], mirrored, hasAnchor: true, floor: 0, Anything);

    private static void Spans(Interval found, double low, double high)
    {
        found.Low.Should().BeApproximately(low, 1e-12);
        found.High.Should().BeApproximately(high, 1e-12);
    }
}
